package dev.aiko.engine.sequence

import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import java.lang.ref.Cleaner
import java.util.Optional

/**
 * A cursor in the hands of somebody who may forget to close it. When nobody has it any more, and nobody
 * waits for a value of it, its maker stops, as the generators of asyncio do.
 */
internal class HeldCursor<T : Any>(private val way: Handover<T>) : Cursor<T> {
    private val held = CLEANER.register(this, Forgotten(way))

    override fun nextAsync(): LoopFuture<Optional<T>> = way.nextFor(this)

    override fun closeAsync(): LoopFuture<Void?> = way.closeAsync().also { held.clean() }

    override fun close() {
        way.close()
        held.clean()
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)

    override fun toString(): String = way.toString()

    /** Must not know the cursor, which would never be forgotten then. */
    private class Forgotten(private val way: Handover<*>) : Runnable {
        override fun run() = way.isForgotten()
    }

    private companion object {
        val CLEANER: Cleaner =
            Cleaner.create { Thread(it, "aiko-forgotten").apply { isDaemon = true } }
    }
}
