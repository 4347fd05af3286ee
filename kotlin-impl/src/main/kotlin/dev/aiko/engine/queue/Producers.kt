package dev.aiko.engine.queue

import dev.aiko.engine.wait.awaitHere
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.promise
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import dev.aiko.task.LoopFuture
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/** Those who put into a queue and close independently; the last to close shuts it down. */
internal class Producers<T : Any>(
    private val queue: EngineQueue<T>,
    private val stock: Stock<T>
) {
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

    /**
     * A put that waits was begun before the close, and counts like one who has not closed. The queue
     * ends before the put is done, so that whoever sees the one sees the other.
     */
    private inner class Counted(item: T) : Putting<T>(stock, item) {
        override fun takeOrQueue(): Boolean {
            open.incrementAndGet() // before it is in line, where others may end its wait at once
            var isInLine = false
            try {
                return super.takeOrQueue().also { isInLine = !it }
            } finally {
                if (!isInLine) oneLess()
            }
        }

        override fun waitsNoMore() = oneLess()
    }

    inner class One : AsyncQueue.Producer<T> {
        private val isClosed = AtomicBoolean()

        private fun requireOpen() =
            check(!isClosed.get()) { "This producer is closed; ask $queue for a new one." }

        override fun putAsync(item: T): LoopFuture<Void?> {
            requireOpen()
            return Counted(item).promise()
        }

        /** `put` of a coroutine. */
        suspend fun putHere(item: T) {
            requireOpen()
            Counted(item).awaitHere()
        }

        override fun putBlocking(item: T) {
            requireOpen()
            Counted(item).block("putBlocking")
        }

        override fun putNow(item: T) {
            requireOpen()
            queue.putNow(item)
        }

        override fun tryPut(item: T): Boolean {
            requireOpen()
            return queue.tryPut(item)
        }

        override fun close() {
            if (isClosed.compareAndSet(false, true)) oneLess()
        }

        override fun toString() =
            "<Producer ${if (isClosed.get()) "closed" else "open"}, ${open.get()} open of $queue>"
    }
}
