package dev.aiko.coroutines

import dev.aiko.engine.queue.EngineQueue
import dev.aiko.engine.queue.EngineTopic
import dev.aiko.engine.queue.Producers
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.Topic

/**
 * Adds an item when there is room; see `AsyncQueue.putAsync`. Cancelled while it waits, it adds none,
 * unless it had been let in and somebody has taken the item by then: the cancel does not tell which.
 */
@JvmSynthetic
public suspend fun <T : Any> AsyncQueue<T>.put(
    item: T
): Unit = (this as EngineQueue<T>).putHere(item)

/**
 * Takes the next item when there is one; see `AsyncQueue.getAsync`. Cancelled while it waits, it
 * takes none.
 */
@JvmSynthetic
public suspend fun <T : Any> AsyncQueue<T>.get(): T = (this as EngineQueue<T>).getHere()

/** Waits until everything that was put is done. */
@JvmSynthetic
public suspend fun AsyncQueue<*>.join(): Unit = (this as EngineQueue<*>).joinHere()

/** Adds an item when there is room; see `AsyncQueue.Producer`. */
@JvmSynthetic
public suspend fun <T : Any> AsyncQueue.Producer<T>.put(item: T): Unit =
    (this as Producers<T>.One).putHere(item)

/** What comes until the queue is empty and shut down: `for (item in queue)`. */
@JvmSynthetic
public operator fun <T : Any> AsyncQueue<T>.iterator(): QueueIterator<T> = QueueIterator(this)

/** Goes through a queue in a coroutine. */
public class QueueIterator<T : Any> internal constructor(private val queue: AsyncQueue<T>) {
    private var ahead: T? = null

    /** Waits for the next item; false when the queue is empty and shut down. */
    public suspend operator fun hasNext(): Boolean {
        if (ahead == null) {
            ahead =
                try {
                    queue.get()
                } catch (_: QueueShutdownException) {
                    return false // the end, as it is told to those who go through
                }
        }
        return true
    }

    /** The item that [hasNext] has waited for. */
    public operator fun next(): T =
        checkNotNull(ahead) { "Ask hasNext() first; it waits." }.also { ahead = null }
}

/** Gives an item to all subscribers; see `Topic.publishAsync`. */
@JvmSynthetic
public suspend fun <T : Any> Topic<T>.publish(item: T): Unit =
    (this as EngineTopic<T>).publishHere(item)
