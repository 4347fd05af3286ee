package dev.aiko.benchmarks.callbacks

import dev.aiko.Aiko
import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.loop.EventLoop
import kotlinx.coroutines.CompletableDeferred
import java.util.concurrent.CompletableFuture

/** Callbacks that each schedule the next one, so that every turn of the loop has one. */
object CallbackChain {
    /** The nanoseconds that [count] callbacks took, while the main coroutine waits. */
    @JvmStatic
    fun run(count: Int): Long =
        runAiko {
            val loop = Aiko.runningLoop()
            val end = loop.createFuture<Int>()
            val start = System.nanoTime()
            loop.callSoon(Callback(loop, count, end))
            checkRan(count, end.await())
            System.nanoTime() - start
        }

    /** The same by dispatching to the least of all loops. */
    @JvmStatic
    fun raw(count: Int): Long {
        val loop = RawLoop()
        return loop.run {
            val end = CompletableDeferred<Int>()
            val start = System.nanoTime()
            loop.callSoon(RawCallback(loop, count, end))
            checkRan(count, end.await())
            System.nanoTime() - start
        }
    }

    private fun checkRan(
        count: Int,
        ran: Int
    ) = check(ran == count) { "$ran callbacks ran instead of $count." }

    /** Counts where it runs, so that a callback lost or run twice shows. */
    class Callback(
        private val loop: EventLoop,
        private val count: Int,
        private val end: CompletableFuture<Int>
    ) : Runnable {
        private var ran = 0

        override fun run() {
            if (++ran < count) loop.callSoon(this) else end.complete(ran)
        }
    }

    private class RawCallback(
        private val loop: RawLoop,
        private val count: Int,
        private val end: CompletableDeferred<Int>
    ) : Runnable {
        private var ran = 0

        override fun run() {
            if (++ran < count) loop.callSoon(this) else end.complete(ran)
        }
    }
}
