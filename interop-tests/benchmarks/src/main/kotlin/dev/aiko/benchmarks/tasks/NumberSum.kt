package dev.aiko.benchmarks.tasks

/** The tasks of this row return 0, 1, 2 …; what they add up to proves that all of them ran. */
object NumberSum {
    @JvmStatic
    fun check(
        count: Int,
        sum: Long
    ) {
        val expected = count.toLong() * (count - 1) / 2
        check(sum == expected) { "$count tasks gave $sum instead of $expected." }
    }
}
