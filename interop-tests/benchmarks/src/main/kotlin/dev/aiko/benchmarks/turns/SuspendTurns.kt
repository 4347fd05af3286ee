package dev.aiko.benchmarks.turns

import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

/** Two coroutines that yield to each other, as tasks and bare. */
object SuspendTurns {
    /** The nanoseconds that [turns] took, half of them in each of two tasks. */
    @JvmStatic
    fun run(turns: Int): Long =
        runAiko {
            val log = TurnLog()
            val start = System.nanoTime()
            val first = task { takeTurns(0, turns / 2, log) }
            val second = task { takeTurns(1, turns / 2, log) }
            first.await()
            second.await()
            val nanos = System.nanoTime() - start
            log.check(turns)
            nanos
        }

    /** The same on the least of all loops. */
    @JvmStatic
    fun raw(turns: Int): Long =
        RawLoop().run {
            val log = TurnLog()
            val start = System.nanoTime()
            val first = launch { takeTurns(0, turns / 2, log) }
            val second = launch { takeTurns(1, turns / 2, log) }
            first.join()
            second.join()
            val nanos = System.nanoTime() - start
            log.check(turns)
            nanos
        }

    private suspend fun takeTurns(
        who: Int,
        turns: Int,
        log: TurnLog
    ) {
        repeat(turns) {
            log.taken(who)
            yield()
        }
    }
}
