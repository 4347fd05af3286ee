package dev.aiko.benchmarks.timeouts

import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.benchmarks.tasks.NumberSum
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.timeout
import kotlinx.coroutines.withTimeout
import kotlin.time.Duration.Companion.hours

/** Blocks of suspending code that are left long before their time is over. */
object SuspendTimeouts {
    private val LIMIT = 1.hours

    /** The nanoseconds that [count] of them took. */
    @JvmStatic
    fun run(count: Int): Long =
        runAiko {
            timed(count) { number -> timeout(LIMIT) { number } }
        }

    /** The same with nothing but kotlinx, on the least of all loops, which leaves timers to kotlinx. */
    @JvmStatic
    fun raw(count: Int): Long =
        RawLoop().run {
            timed(count) { number -> withTimeout(LIMIT) { number } }
        }

    private inline fun timed(
        count: Int,
        limited: (Int) -> Int
    ): Long {
        val start = System.nanoTime()
        var sum = 0L
        for (number in 0 until count) sum += limited(number)
        val nanos = System.nanoTime() - start
        NumberSum.check(count, sum)
        return nanos
    }
}
