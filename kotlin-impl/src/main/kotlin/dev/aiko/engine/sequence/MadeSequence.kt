package dev.aiko.engine.sequence

import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.StraightTask
import dev.aiko.engine.task.taskOf
import dev.aiko.sequence.Cursor
import dev.aiko.sequence.Emitter

/**
 * A sequence whose values are made by a task, a new one for every consumer. Where [putBack] is
 * given, it gets the values that came to somebody who was gone.
 */
internal class MadeSequence<T : Any>(
    private val putBack: ((T) -> Unit)? = null,
    private val newMaker: (Home, Emitter<T>) -> EngineTask<*>
) : GoneThrough<T>() {
    override fun open(home: Home): Handover<T> = Handover(home, newMaker, putBack)

    override fun open(): Cursor<T> = HeldCursor(open(homeHere()))

    /** A `for` that is left early tells nobody; so the end of the body around it closes. */
    override fun iterator(): MutableIterator<T> {
        val cursor = open(homeHere())
        val body = bodyHere()
        if (body != null) {
            body.goesThrough(cursor)
            cursor.onOver = { body.wentThrough(cursor) }
        }
        return cursor.iterator()
    }
}

/** The straight-line body whose step this is. */
internal fun bodyHere(): StraightTask<*>? =
    Seat.driving()?.let { taskOf(it.core.running) } as? StraightTask<*>
