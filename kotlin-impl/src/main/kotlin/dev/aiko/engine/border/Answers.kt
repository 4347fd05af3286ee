package dev.aiko.engine.border

import dev.aiko.engine.scope.homeOrNull
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
import dev.aiko.engine.wait.homeHere
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
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
    val waiting: suspend () -> T = { awaitAnswer(future) }
    return try {
        waiting.startCoroutineUninterceptedOrReturn(caller)
    } catch (failure: Exception) {
        if (failure is RuntimeException) throw failure
        throwLater(caller, failure)
    }
}

/**
 * Kotlin ends flows and time limits by throwing cancellations, and knows them again: the one that
 * code has thrown inside, which Java code has called, is thrown on. Every other one is a failure here:
 * the cancel of something that Java awaits, as it is everywhere, see [awaitSuspending]; and one that
 * Java code or a library has made, which the caller would take for its own and end without a word.
 */
private suspend fun <T> awaitAnswer(future: CompletableFuture<out T>): T =
    try {
        awaitSuspending(future)
    } catch (cancelled: TaskCancelledException) {
        throw future.failure()?.takeIf { it.isControlFlow() } ?: cancelled
    } catch (over: TimeoutException) {
        throw over.cause?.takeIf { it in ThrownThrough } ?: over // what it was in Kotlin
    }

/** A flow that is left is known by its class alone, on whatever way it comes. */
private fun Throwable.isControlFlow(): Boolean =
    this in ThrownThrough ||
        javaClass.name == "kotlinx.coroutines.flow.internal.AbortFlowException"

/**
 * Resumes the caller with a checked failure instead of throwing it: the method that answers may be
 * a proxy's, which must not throw what no suspend function declares, and would wrap it.
 *
 * Never in the caller's own stack, where it counts as running until it gets the answer. A caller
 * that is not dispatched, as under `Unconfined`, goes on wherever it is resumed: then
 * that is on a thread of kotlinx, because any other one might be the caller's.
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
    homeFor(caller).maker.create(TaskOptions.none(), body)

/** The loop of a coroutine, or one that Aiko keeps where it has none. */
internal fun homeFor(caller: CoroutineContext): Home = caller.homeOrNull() ?: homeHere()
