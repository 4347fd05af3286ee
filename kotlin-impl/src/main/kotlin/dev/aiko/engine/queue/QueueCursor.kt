package dev.aiko.engine.queue

import dev.aiko.engine.sequence.GoneThrough
import dev.aiko.engine.task.Home
import dev.aiko.sequence.Cursor

/** One way through a queue to its end; the queue stays as it is. */
internal class QueueCursor<T : Any>(private val queue: EngineQueue<T>) : LineCursor<T, Next<T>>() {
    override fun next(): Next<T> = queue.next()

    override fun leave(waiting: Next<T>?) {
        waiting?.end()
    }
}

/** What comes out of a queue, as a sequence. */
internal class QueueSequence<T : Any>(private val newCursor: () -> Cursor<T>) : GoneThrough<T>() {
    override fun open(home: Home): Cursor<T> = newCursor()
}
