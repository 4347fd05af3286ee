package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
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
    val failure = future.failureForGood() ?: return future.valueNow()
    throw asAwaitedHere(future, failure)
}

/** What the failure is for the coroutine that awaits it. A cancellation was somebody else's, or its own. */
private suspend fun asAwaitedHere(future: CompletableFuture<*>, failure: Throwable): Throwable {
    if (failure is CancellationException) coroutineContext.ensureActive()
    return (if (failure is CancellationException) future.cancelledElsewhere(failure) else failure)
        .also { it.isAwaitedHere() }
}

private fun CompletableFuture<*>.cancelledElsewhere(thrown: CancellationException) =
    TaskCancelledException(
        "${textOf(this)} was cancelled" + (thrown.message?.let { " ($it)" } ?: "") +
            ", while the coroutine that awaits it was not; " +
            "catch TaskCancelledException to go on without it.",
        thrown
    ).also { told -> (this as? EngineTask<*>)?.createdAt?.let { told.cameFrom(name(), it) } }

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
    suspendInLine(future, task, isInterested = true)
}

/**
 * Waits for the end of the task beside what its body waits for, and leaves the outcome to others. A
 * cancel goes down and waits for the end, as that of an await does.
 */
internal suspend fun awaitEndOf(task: CompletableFuture<*>) =
    suspendInLine(task, isInterested = false)

/** @param teller shows the wait as its own; null when nobody does */
private suspend fun suspendInLine(
    future: CompletableFuture<*>,
    teller: SuspendTask<*>? = null,
    isInterested: Boolean
) {
    teller?.waitingFor = future
    val waiter = ContinuationWaiter(future, isInterested)
    try {
        suspendCancellableCoroutine<Unit> { continuation ->
            teller?.suspendedAt = continuation
            waiter.continuation = continuation
            if (future.wakeWhenDone(waiter)) {
                continuation.invokeOnCancellation(waiter)
                // The body of a task is in no shield, and most waits are its.
                if (continuation.context !== teller?.context) waiter.noteIfShielded()
                teller?.waitBegins()
            } else {
                continuation.resume(Unit)
            }
        }
    } catch (cancelled: CancellationException) {
        waiter.awaitEnd()
        throw cancelled
    } finally {
        teller?.waitingFor = null
        waiter.shield?.end()
    }
}

/**
 * A coroutine in the line of a future, and what happens there when it is cancelled: it asks the future
 * to stop, and stands in the line again until that has ended.
 */
private class ContinuationWaiter(
    private val future: CompletableFuture<*>,
    /** Or it only hears that there is an end: a failure has to go to somebody who reads it. */
    override val isInterested: Boolean
) : Leaver,
    (Throwable?) -> Unit {
    /** Written before it stands in the line. */
    lateinit var continuation: CancellableContinuation<Unit>

    @Volatile
    override var hasLeft = false

    /** Written by the cancel, before the coroutine goes on. */
    private var cancelled: CancelledSuspension? = null

    /** Written before the coroutine goes on. */
    var shield: ShieldedWait? = null
        private set

    fun noteIfShielded() {
        val job = continuation.context.job
        if (job.isInShield()) shield = ShieldedWait(future, job).also { it.begin() }
    }

    override fun wake() = continuation.resume(Unit)

    override fun invoke(cause: Throwable?) {
        if (future is EngineFuture) future.leave(this)
        future.giveUp(cause?.message)
        if (future.isDone) return
        val wait = CancelledSuspension(future, continuation.context, this).also { cancelled = it }
        wait.begin()
    }

    /** Waits for the end of what was asked to stop, and takes no outcome. */
    suspend fun awaitEnd() {
        cancelled?.let {
            try {
                if (!it.isLeft) withContext(NonCancellable) { it.suspendToTheEnd() }
            } finally {
                it.end()
            }
        }
        future.returnToSender(this)
    }

    override fun toString(): String = describeCoroutine(continuation.context)
}

/** The same coroutine once more in the line, which now only hears that there is an end. */
internal class CancelledSuspension(
    private val future: CompletableFuture<*>,
    private val context: CoroutineContext,
    override val taker: Any
) : CancelledWait(context[TaskElement]?.takeIf { it.holds(context.job) }),
    Waiter {
    private lateinit var continuation: CancellableContinuation<Unit>

    override val awaited: Collection<Any> get() = listOf(future)

    override val lookout: Circles? get() = super.lookout ?: (future as? EngineFuture)?.home?.circles

    override val readsOutcome: Boolean get() = false

    suspend fun suspendToTheEnd() =
        suspendCancellableCoroutine {
            it.context[TaskElement]?.suspendedAt = it
            continuation = it
            if (!future.wakeWhenDone(this)) wake()
            if (isLeft) goOn() // which was searched for in the line before it was there
        }

    override fun wake() = continuation.resume(Unit)

    override fun goOn() {
        val line = future as? EngineFuture ?: return
        if (line.takeOut { it === this } > 0) wake()
    }

    override fun isIn(job: Job): Boolean = context.job.isIn(job)

    override fun toString(): String = describeCoroutine(context)
}

private fun describeCoroutine(context: CoroutineContext): String =
    context[TaskElement]?.let(::brief) ?: "a coroutine"
