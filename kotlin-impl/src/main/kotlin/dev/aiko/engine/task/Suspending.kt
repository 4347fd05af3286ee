package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine

/**
 * `await` of a coroutine. Cancelling the coroutine cancels the stage at once, and the await throws
 * when the stage has really ended.
 */
internal suspend fun <T> awaitSuspending(stage: CompletionStage<T>): T {
    val future = stage.toCompletableFuture()
    if (!future.isDone) suspendUntilDone(future)
    val failure = future.failure()
    if (failure is CancellationException) {
        coroutineContext.ensureActive()
        throw TaskCancelledException(
            "${textOf(future)} was cancelled by somebody else, not by this coroutine" +
                (failure.message?.let { ": $it" } ?: "") + ".",
            failure
        )
    }
    failure?.isAwaitedHere()
    return future.outcome()
}

/** Waits for the end also when the coroutine is cancelled meanwhile; then the outcome is dropped. */
internal suspend fun <T> awaitWhateverHappens(future: CompletableFuture<T>): T {
    suspendCoroutine { continuation ->
        val waiter = PatientWaiter(continuation)
        if (!future.wakeWhenDone(waiter)) waiter.wake()
    }
    coroutineContext.ensureActive()
    return future.outcome()
}

private class PatientWaiter(private val continuation: Continuation<Unit>) : Waiter {
    override fun wake() = continuation.resume(Unit)
}

private suspend fun suspendUntilDone(future: CompletableFuture<*>) {
    val task = coroutineContext[TaskElement]
    check(task !== future || !task.holds(coroutineContext.job)) {
        "$future awaits itself and would never end; await another one."
    }
    task?.waitingFor = future
    try {
        suspendCancellableCoroutine<Unit> { continuation ->
            task?.suspendedAt = continuation
            val waiter = ContinuationWaiter(continuation, future)
            if (future.wakeWhenDone(waiter)) {
                continuation.invokeOnCancellation(waiter)
            } else {
                continuation.resume(Unit)
            }
        }
    } catch (cancelled: CancellationException) {
        if (!future.isDone && task?.isInCircle != true) {
            withContext(NonCancellable) { suspendUntilDone(future) }
        }
        future.returnToSender()
        throw cancelled
    } finally {
        task?.waitingFor = null
    }
}

/** A coroutine in the line of a future, and what happens there when it is cancelled. */
private class ContinuationWaiter(
    private val continuation: CancellableContinuation<Unit>,
    private val future: CompletableFuture<*>
) : Leaver,
    (Throwable?) -> Unit {
    @Volatile
    override var hasLeft = false

    override fun wake() = continuation.resume(Unit)

    override fun invoke(cause: Throwable?) {
        if (future is WaiterLine) future.leave(this)
        future.giveUp(cause?.message)
    }
}
