package dev.aiko.benchmarks

/**
 * Takes samples of several sides in turn, A B A B …, and gives the median of each.
 *
 * In turn, because a machine that is busy with something else for a while then slows all sides
 * alike; the median, because it is not busy all the time.
 */
internal class Rounds private constructor(
    private val warmUps: Int,
    private val samples: Int
) {
    /** Medians, in the order of [sides]; each side measures itself and gives one cost. */
    fun inTurn(vararg sides: () -> Double): List<Double> {
        repeat(warmUps) { sides.forEach { it() } }
        val taken = sides.map { DoubleArray(samples) }
        for (round in 0 until samples) {
            for ((side, costs) in sides.zip(taken)) {
                // Nobody shall pay for the garbage of the one before.
                System.gc()
                costs[round] = side()
            }
        }
        return taken.map { costs -> costs.sorted()[samples / 2] }
    }

    /** For what hardly varies and takes long. */
    fun few() = if (this === LONG) Rounds(2, 5) else Rounds(1, 3)

    /** For what varies a lot and has no JIT to warm up. */
    fun many() = if (this === LONG) Rounds(1, 21) else Rounds(1, 11)

    companion object {
        val SHORT = Rounds(3, 7)
        val LONG = Rounds(5, 15)
    }
}
