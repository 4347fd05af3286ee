package dev.aiko.benchmarks.peers

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.async
import java.util.ArrayDeque
import kotlin.coroutines.CoroutineContext

/**
 * The least a single-threaded event loop for coroutines can be: a queue, and a thread that empties
 * it. No timers, no way in from other threads, no closing.
 *
 * It is the fastest honest peer: whatever Aiko costs above this is the price of what this leaves
 * out.
 */
class RawLoop : CoroutineDispatcher() {
    private val ready = ArrayDeque<Runnable>()

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable
    ) {
        ready.addLast(block)
    }

    /** Puts a plain callback into the line. */
    fun callSoon(callback: Runnable) {
        ready.addLast(callback)
    }

    /** Runs [block] and everything it starts on the calling thread. */
    @OptIn(ExperimentalCoroutinesApi::class)
    fun <T> run(block: suspend CoroutineScope.() -> T): T {
        val main = CoroutineScope(this).async(block = block)
        while (true) {
            val next = ready.pollFirst() ?: break
            next.run()
        }
        check(main.isCompleted) { "Nothing is ready and the main coroutine has not ended." }
        return main.getCompleted()
    }
}
