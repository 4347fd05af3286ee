package dev.aiko.engine.border

import dev.aiko.engine.task.TaskElement
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.outcome
import dev.aiko.engine.wait.homeHere
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn

/** Awaits the stage for a coroutine that called Java code, in the way that compiled code does. */
internal fun <T> answerOf(caller: Continuation<T>, stage: CompletionStage<out T>): Any? {
    val future = stage.toCompletableFuture()
    if (future.isDone && !future.isCompletedExceptionally) return future.outcome()
    val waiting: suspend () -> T = { awaitSuspending(stage) }
    return waiting.startCoroutineUninterceptedOrReturn(caller)
}

/** A straight-line body that a coroutine has called. */
internal fun <T> taskFor(caller: CoroutineContext, body: Callable<T>): CompletionStage<T> =
    (caller[TaskElement]?.home ?: homeHere()).maker.create(TaskOptions.none(), body)
