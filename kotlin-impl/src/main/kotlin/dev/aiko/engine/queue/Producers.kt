package dev.aiko.engine.queue

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

    private inner class One : AsyncQueue.Producer<T> {
        private val isClosed = AtomicBoolean()

        private fun requireOpen() =
            check(!isClosed.get()) { "This producer is closed; ask $queue for a new one." }

        override fun putAsync(item: T): LoopFuture<Void?> {
            requireOpen()
            return queue.putAsync(item)
        }

        override fun tryPut(item: T): Boolean {
            requireOpen()
            return queue.tryPut(item)
        }

        override fun close() {
            if (isClosed.compareAndSet(false, true) && open.decrementAndGet() == 0) queue.shutdown()
        }
    }
}
