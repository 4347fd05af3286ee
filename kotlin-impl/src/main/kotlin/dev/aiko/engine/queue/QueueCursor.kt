package dev.aiko.engine.queue

import dev.aiko.engine.sequence.AwaitingIterator
import dev.aiko.engine.sequence.GoneThrough
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.wait.homeHere
import dev.aiko.engine.wait.promise
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import java.util.Optional

/** One way through a queue to its end. To close it is to leave; the queue stays as it is. */
internal open class QueueCursor<T : Any>(private val queue: EngineQueue<T>) : Cursor<T> {
    @Volatile
    private var isClosed = false

    override fun nextAsync(): LoopFuture<Optional<T>> =
        if (isClosed) done(Optional.empty()) else queue.Next().promise()

    override fun closeAsync(): LoopFuture<Void?> {
        close()
        return done(null)
    }

    override fun close() {
        isClosed = true
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)

    private fun <V> done(value: V): LoopFuture<V> =
        EnginePromise<V>(homeHere()).also { it.complete(value) }
}

/** What comes out of a queue, as a sequence. */
internal class QueueSequence<T : Any>(private val newCursor: () -> Cursor<T>) : GoneThrough<T>() {
    override fun open(home: Home): Cursor<T> = newCursor()
}
