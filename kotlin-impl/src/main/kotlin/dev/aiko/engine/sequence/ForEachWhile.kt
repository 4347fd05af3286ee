package dev.aiko.engine.sequence

import dev.aiko.engine.scope.home
import dev.aiko.engine.scope.usedSuspending
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
import java.util.Optional
import kotlin.coroutines.coroutineContext

/**
 * Goes through a sequence as long as [action] says so, and closes it however that ends.
 *
 * @param next awaits a value, in the way of whoever goes through it
 */
internal suspend fun <T : Any> AsyncSequence<T>.forEachWhile(
    next: suspend (Cursor<T>) -> Optional<T> = { awaitSuspending(it.nextAsync()) },
    action: suspend (T) -> Boolean
) {
    // A flow may be collected on another dispatcher than the loop of the task.
    val cursor = if (this is GoneThrough) open(coroutineContext.home()) else open()
    cursor.usedSuspending {
        do {
            val value = next(it)
        } while (value.isPresent && action(value.get()))
    }
}
