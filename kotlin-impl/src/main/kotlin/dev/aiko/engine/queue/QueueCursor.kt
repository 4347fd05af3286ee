package dev.aiko.engine.queue

import dev.aiko.engine.sequence.AwaitingIterator
import dev.aiko.engine.sequence.GoneThrough
import dev.aiko.engine.task.Home
import dev.aiko.engine.wait.doneHere
import dev.aiko.engine.wait.promise
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import java.util.Optional

/** One way through a queue to its end. To close it is to leave; the queue stays as it is. */
internal open class QueueCursor<T : Any>(private val queue: EngineQueue<T>) : Cursor<T> {
    // Guarded by this.
    private var isClosed = false
    private var waiting: Next<T>? = null
    private var promised: LoopFuture<Optional<T>>? = null

    override fun nextAsync(): LoopFuture<Optional<T>> {
        val next =
            synchronized(this) {
                if (isClosed) return doneHere(Optional.empty())
                check(waiting == null || promised?.isDone == true) {
                    "The value before is still being waited for; " +
                        "await it before asking for the next."
                }
                promised = null
                queue.next().also { waiting = it }
            }
        val promise = next.promise()
        val isClosedNow =
            synchronized(this) {
                promised = promise
                isClosed
            }
        if (isClosedNow) next.end()
        return promise
    }

    override fun closeAsync(): LoopFuture<Void?> {
        close()
        return doneHere(null)
    }

    /** Who waits at this moment comes to the end. */
    override fun close() {
        val left =
            synchronized(this) {
                isClosed = true
                waiting
            }
        left?.end()
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)
}

/** What comes out of a queue, as a sequence. */
internal class QueueSequence<T : Any>(private val newCursor: () -> Cursor<T>) : GoneThrough<T>() {
    override fun open(home: Home): Cursor<T> = newCursor()
}
