package dev.aiko.benchmarks.locks

import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncLock
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.yield

/** Locks in coroutines, ours and kotlinx's. Each gives the nanoseconds that [count] locks took. */
object SuspendLocks {
    @JvmStatic
    fun alone(count: Int): Long =
        runAiko {
            val lock = AsyncLock.create()
            timed(count) { tally -> repeat(count) { lock.withLock { tally.next() } } }
        }

    @JvmStatic
    fun aloneRaw(count: Int): Long =
        RawLoop().run {
            val mutex = Mutex()
            timed(count) { tally -> repeat(count) { mutex.withLock { tally.next() } } }
        }

    /** Two tasks in turn, with one turn of the loop inside. */
    @JvmStatic
    fun contended(count: Int): Long =
        runAiko {
            val lock = AsyncLock.create()
            timed(count) { tally -> pair(count) { lock.withLock { tally.inATurn() } } }
        }

    @JvmStatic
    fun contendedRaw(count: Int): Long =
        RawLoop().run {
            val mutex = Mutex()
            timed(count) { tally -> pair(count) { mutex.withLock { tally.inATurn() } } }
        }

    private suspend inline fun pair(count: Int, crossinline step: suspend () -> Unit) =
        coroutineScope {
            repeat(2) {
                launch { repeat(count / 2) { step() } }
            }
        }

    private suspend fun LockTally.inATurn() {
        next()
        yield()
    }

    private inline fun timed(count: Int, work: (LockTally) -> Unit): Long {
        val tally = LockTally()
        val start = System.nanoTime()
        work(tally)
        val nanos = System.nanoTime() - start
        tally.check(count)
        return nanos
    }
}
