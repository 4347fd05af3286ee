package dev.aiko.benchmarks.timers

import dev.aiko.Aiko
import dev.aiko.benchmarks.memory.UsedHeap
import dev.aiko.coroutines.runAiko
import dev.aiko.loop.TimerHandle
import kotlinx.coroutines.yield

/** Timers of Aiko that are cancelled before they are due, as those of timeouts are. */
object CancelledTimers {
    /** The nanoseconds for [timers], of which [alive] wait at any time. */
    @JvmStatic
    fun run(
        alive: Int,
        timers: Int
    ): Long =
        runAiko {
            val start = System.nanoTime()
            scheduleAndCancel(alive, timers)
            System.nanoTime() - start
        }

    /** The bytes of heap that each of [timers] leaves behind. */
    fun bytesLeft(
        alive: Int,
        timers: Int
    ): Double =
        runAiko {
            val before = UsedHeap.bytes()
            scheduleAndCancel(alive, timers)
            (UsedHeap.bytes() - before).toDouble() / timers
        }

    private suspend fun scheduleAndCancel(
        alive: Int,
        timers: Int
    ) {
        val loop = Aiko.runningLoop()
        val handles = arrayOfNulls<TimerHandle>(alive)
        val never = Runnable { error("A timer fired that was to be cancelled.") }
        for (number in 0 until timers) {
            val place = number % alive
            handles[place]?.cancel()
            handles[place] = loop.callLater(Delays.of(number), never)
            // A loop that never had a turn would have no occasion to look at its timers.
            if (number % STEP == 0) yield()
        }
        for (handle in handles) handle!!.cancel()
        check(handles.all { it!!.isCancelled }) { "A timer was not cancelled." }
        yield()
    }

    private const val STEP = 1_000
}
