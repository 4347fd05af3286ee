package dev.aiko.engine.queue

import dev.aiko.engine.sequence.AwaitingIterator
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.doneHere
import dev.aiko.engine.wait.promise
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import java.util.Optional

/**
 * One way through what comes from a line. There is no maker: a `nextAsync` that is cancelled stops
 * nothing, and to close is to leave.
 */
internal abstract class LineCursor<T : Any, W : Wish<Optional<T>>> : Cursor<T> {
    // Guarded by this.
    private var isClosed = false
    private var waiting: W? = null
    private var promised: LoopFuture<Optional<T>>? = null

    protected abstract fun next(): W

    /** It was closed: who waits at this moment comes to the end. */
    protected abstract fun leave(waiting: W?)

    override fun nextAsync(): LoopFuture<Optional<T>> {
        val next =
            synchronized(this) {
                if (isClosed) return doneHere(Optional.empty())
                check(waiting == null || promised?.isDone == true) {
                    "The value before is still being waited for; " +
                        "await it before asking for the next."
                }
                promised = null
                next().also { waiting = it }
            }
        val promise = next.promise()
        val isClosedNow =
            synchronized(this) {
                if (!isClosed) promised = promise
                isClosed
            }
        if (isClosedNow) leave(next)
        return promise
    }

    override fun closeAsync(): LoopFuture<Void?> {
        close()
        return doneHere(null)
    }

    override fun close() {
        val last =
            synchronized(this) {
                isClosed = true
                promised = null
                waiting.also { waiting = null } // it may have an item, and is not needed any more
            }
        leave(last)
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)
}
