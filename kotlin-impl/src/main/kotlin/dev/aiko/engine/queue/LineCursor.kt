package dev.aiko.engine.queue

import dev.aiko.engine.sequence.AwaitingIterator
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitHere
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

    /** It was closed: [waiting] comes to the end, now or when it gets to where it would wait. */
    protected abstract fun leave(waiting: W?)

    override fun nextAsync(): LoopFuture<Optional<T>> {
        val next = begin() ?: return doneHere(Optional.empty())
        return next.promise().also { keep(next, it) }
    }

    /** `next` of a coroutine, which needs no loop. */
    suspend fun nextHere(): T? {
        val next = begin() ?: return null
        try {
            return next.awaitHere().orElse(null)
        } finally {
            keep(null, null)
        }
    }

    /** Null when it is closed. */
    @Synchronized
    private fun begin(): W? {
        if (isClosed) return null
        check(waiting == null || promised?.isDone == true) {
            "The value before is still being waited for; await it before asking for the next."
        }
        return next().also { keep(it, null) }
    }

    @Synchronized
    private fun keep(wish: W?, promise: LoopFuture<Optional<T>>?) {
        if (isClosed) return // what may have come is not needed any more
        waiting = wish
        promised = promise
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
                waiting.also { waiting = null }
            }
        leave(last)
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)
}
