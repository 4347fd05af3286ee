package dev.aiko.engine.queue

import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import dev.aiko.task.LoopFuture
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/** Those who put into a queue and close independently; the last to close shuts it down. */
internal class Producers<T : Any>(private val queue: EngineQueue<T>) {
    private val open = AtomicInteger()

    fun begin(): AsyncQueue.Producer<T> {
        if (queue.isShutdown) {
            throw QueueShutdownException(
                "$queue was shut down and takes no producers; put into a new queue."
            )
        }
        open.incrementAndGet()
        return One()
    }

    private fun oneLess() {
        if (open.decrementAndGet() == 0) queue.shutdown()
    }

    /** A put that waits was begun before the close, and counts like one who has not closed. */
    private fun stayOpenFor(put: LoopFuture<*>) {
        if (put.isDone) return
        open.incrementAndGet()
        if (!put.wakeWhenDone(PutOver())) oneLess()
    }

    private inner class PutOver : Waiter {
        override val isInterested: Boolean get() = false

        override fun wake() = oneLess()
    }

    private inner class One : AsyncQueue.Producer<T> {
        private val isClosed = AtomicBoolean()

        private fun requireOpen() =
            check(!isClosed.get()) { "This producer is closed; ask $queue for a new one." }

        override fun putAsync(item: T): LoopFuture<Void?> {
            requireOpen()
            return queue.putAsync(item).also(::stayOpenFor)
        }

        override fun tryPut(item: T): Boolean {
            requireOpen()
            return queue.tryPut(item)
        }

        override fun close() {
            if (isClosed.compareAndSet(false, true)) oneLess()
        }
    }
}
