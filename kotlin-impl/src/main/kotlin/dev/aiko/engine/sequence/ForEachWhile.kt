package dev.aiko.engine.sequence

import dev.aiko.engine.scope.home
import dev.aiko.engine.scope.usedSuspending
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.sequence.AsyncSequence
import kotlin.coroutines.coroutineContext

/** Goes through a sequence as long as [action] says so, and closes it however that ends. */
internal suspend fun <T : Any> AsyncSequence<T>.forEachWhile(action: suspend (T) -> Boolean) {
    // A flow may be collected on another dispatcher than the loop of the task.
    val cursor = if (this is GoneThrough) open(coroutineContext.home()) else open()
    cursor.usedSuspending {
        do {
            val next = awaitSuspending(it.nextAsync())
        } while (next.isPresent && action(next.get()))
    }
}
