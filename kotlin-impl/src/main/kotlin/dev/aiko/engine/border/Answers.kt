package dev.aiko.engine.border

import dev.aiko.engine.task.TaskElement
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.outcome
import dev.aiko.engine.wait.homeHere
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resumeWithException

/** Awaits the stage for a coroutine that called Java code, in the way that compiled code does. */
internal fun <T> answerOf(caller: Continuation<T>, stage: CompletionStage<out T>): Any? {
    val future = stage.toCompletableFuture()
    if (future.isDone && !future.isCompletedExceptionally) return future.outcome()
    val waiting: suspend () -> T = { awaitSuspending(stage) }
    return try {
        waiting.startCoroutineUninterceptedOrReturn(caller)
    } catch (failure: Exception) {
        if (failure is RuntimeException) throw failure
        throwLater(caller, failure)
    }
}

/**
 * Resumes the caller with a checked failure instead of throwing it: the method that answers may be
 * a proxy's, which must not throw what no suspend function declares, and would wrap it.
 *
 * Never in the caller's own stack, where it counts as running until it gets the answer.
 */
private fun throwLater(caller: Continuation<*>, failure: Exception): Any {
    val context = caller.context
    val own = context[ContinuationInterceptor] as? CoroutineDispatcher
    val elsewhere = if (own?.isDispatchNeeded(context) == true) own else Dispatchers.Default
    elsewhere.dispatch(context) { caller.intercepted().resumeWithException(failure) }
    return COROUTINE_SUSPENDED
}

/** A straight-line body that a coroutine has called. */
internal fun <T> taskFor(caller: CoroutineContext, body: Callable<T>): CompletionStage<T> =
    (caller[TaskElement]?.home ?: homeHere()).maker.create(TaskOptions.none(), body)
