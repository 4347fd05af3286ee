package dev.aiko.engine.sequence

import dev.aiko.engine.task.awaitForJava
import dev.aiko.engine.task.bodyThatMayWait
import dev.aiko.sequence.Cursor
import java.util.Optional

/** The values of a cursor for a straight-line body. */
internal class AwaitingIterator<T : Any>(private val cursor: Cursor<T>) : MutableIterator<T> {
    private var ahead: Optional<T>? = null

    private fun lookAhead(): Optional<T> =
        ahead ?: run {
            bodyThatMayWait("the next value of a sequence", "asFlow()") // before anything begins
            awaitForJava(cursor.nextAsync()).also { ahead = it }
        }

    override fun hasNext(): Boolean = lookAhead().isPresent

    override fun next(): T {
        val value = lookAhead().orElseThrow { NoSuchElementException("The sequence is over.") }
        ahead = null
        return value
    }

    override fun remove() = throw UnsupportedOperationException("A sequence is read only.")
}
