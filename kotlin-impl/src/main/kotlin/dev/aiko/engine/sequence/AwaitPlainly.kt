package dev.aiko.engine.sequence

import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.sequence.Cursor
import dev.aiko.task.TaskCancelledException
import java.util.Optional
import java.util.concurrent.CompletionStage

/**
 * `await` of a coroutine that does what Java code would do, and ends like that: what somebody else has
 * cancelled comes out as the plain cancellation. A [TaskCancelledException] that the stage has failed
 * with is a failure like any other.
 */
internal suspend inline fun <T> awaitPlainly(stage: CompletionStage<T>): T =
    try {
        awaitSuspending(stage)
    } catch (cancelled: TaskCancelledException) {
        throw stage.toCompletableFuture().failure() ?: cancelled
    }

/** The next value, for whoever tells Java of it. */
internal suspend fun <T : Any> awaitNextPlainly(cursor: Cursor<T>): Optional<T> =
    awaitPlainly(cursor.nextAsync())
