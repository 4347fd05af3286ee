package dev.aiko.benchmarks.border

import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.benchmarks.tasks.NumberSum
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import kotlinx.coroutines.future.future
import kotlinx.coroutines.yield
import kotlinx.coroutines.future.await as awaitFuture

/** Crossings seen from Kotlin, one after the other. Each gives the nanoseconds of all. */
object SuspendCrossings {
    /** What both sides ask for: a number, a turn later. */
    @JvmStatic
    suspend fun number(number: Int): Int {
        yield()
        return number
    }

    @JvmStatic
    fun toJava(count: Int): Long =
        runAiko { timed(count) { JavaCrossings.numberAsync(it).await() } }

    /** What kotlinx has for it: a coroutine that is a future, and the future's await. */
    @JvmStatic
    fun raw(count: Int): Long =
        RawLoop().run { timed(count) { asked -> future { number(asked) }.awaitFuture() } }

    private inline fun timed(count: Int, ask: (Int) -> Int): Long {
        val start = System.nanoTime()
        var sum = 0L
        for (number in 0 until count) sum += ask(number)
        val nanos = System.nanoTime() - start
        NumberSum.check(count, sum)
        return nanos
    }
}
