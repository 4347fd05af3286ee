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
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
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
 * code has thrown inside, which Java code has called, is thrown on. The cancel of something that Java
 * awaits is a failure here, as it is everywhere; see [awaitSuspending].
 */
private suspend fun <T> awaitAnswer(future: CompletableFuture<out T>): T =
    try {
        awaitSuspending(future)
    } catch (cancelled: TaskCancelledException) {
        throw future.failure().takeIf { it is CancellationException && !it.tellsOfCancel() }
            ?: cancelled
    } catch (over: TimeoutException) {
        throw over.cause as? TimeoutCancellationException ?: over // what it was in Kotlin
    }

/** Whether a future or a job has made it of a cancel. Only its class and its origin tell. */
private fun CancellationException.tellsOfCancel(): Boolean =
    when (javaClass) {
        CancellationException::class.java ->
            stackTrace.firstOrNull().let { it == null || FUTURES.any(it.className::startsWith) }

        else -> javaClass == CANCELLED_JOBS
    }

/** Where futures make theirs. */
private val FUTURES = listOf("dev.aiko.engine.", "java.util.concurrent.")

/** The class is a secret of kotlinx. */
private val CANCELLED_JOBS = Job().also { it.cancel() }.getCancellationException().javaClass

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
    homeFor(caller).maker.create(TaskOptions.none(), body)

/** The loop of a coroutine, or one that Aiko keeps where it has none. */
internal fun homeFor(caller: CoroutineContext): Home = caller.homeOrNull() ?: homeHere()
