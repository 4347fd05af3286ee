package dev.aiko.engine.sequence

import dev.aiko.engine.task.awaitSuspending
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/** Goes through a sequence as long as [action] says so, and closes it however that ends. */
internal suspend fun <T : Any> AsyncSequence<T>.forEachWhile(action: suspend (T) -> Boolean) {
    val cursor = open()
    try {
        while (true) {
            val next = awaitSuspending(cursor.nextAsync())
            if (next.isEmpty || !action(next.get())) return
        }
    } finally {
        withContext(NonCancellable) { awaitSuspending(cursor.closeAsync()) }
    }
}
