package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** `await` of a straight-line body, or of a thread that drives no loop. */
internal fun <T> awaitForJava(stage: CompletionStage<T>): T {
    val future = stage.toCompletableFuture()
    if (!future.isDone) {
        val body = bodyThatMayWait(stage)
        if (body != null) body.suspendOn(future) else future.blockUntilDone()
    }
    return future.outcomeHere()
}

/** `await` with a limit: when it is over the stage is cancelled and its end is waited for. */
internal fun <T> awaitForJava(
    stage: CompletionStage<T>,
    nanos: Long
): T {
    val future = stage.toCompletableFuture()
    if (future.isDone) return future.outcomeHere()
    val body = bodyThatMayWait(stage)
    val inTime =
        when {
            nanos <= 0 -> false
            body != null -> body.suspendOn(future, nanos)
            else -> future.blockUntilDone(nanos)
        }
    if (inTime || future.isDone) return future.outcomeHere()
    // Without a wait nothing can have come into it, and what is noted there is of an earlier one.
    val cancelledBefore = nanos > 0 && body?.wasInterrupted == true
    val overdue = overdue(stage, nanos) // tells of the stage as it is before the cancel
    if (!future.obeys(OVERDUE)) throw overdue
    if (body != null) body.suspendToTheEnd(future) else future.blockUntilDone()
    if (!future.isDone) throw overdue // it waits for this body, and would not end before
    val failure = future.failure() ?: return future.outcomeHere()
    if (failure !is CancellationException) throw forJava(failure)
    // Somebody cancelled this task while the stage was ending: that is more than a limit.
    if (cancelledBefore || body?.wasInterrupted == true) throw failure
    throw overdue
}

private fun overdue(stage: CompletionStage<*>, nanos: Long) =
    TimeoutException("${textOf(stage)} was not done within ${Duration.ofNanos(nanos)}.")

private const val OVERDUE = "the time limit of an await is over"

private fun CompletableFuture<*>.blockUntilDone() {
    blocking { get() } // not join(): a thread that waits in vain must be interruptible
}

private fun CompletableFuture<*>.blockUntilDone(nanos: Long): Boolean =
    try {
        blocking { get(nanos, TimeUnit.NANOSECONDS) }
        true
    } catch (_: TimeoutException) {
        false
    }

/**
 * Waits by [read], for the end and not for the outcome, which is the caller's. A thread that is
 * interrupted takes with it what it alone waited for, which nobody would take; only what came in
 * this very moment it still has.
 */
private inline fun CompletableFuture<*>.blocking(read: () -> Unit) {
    try {
        read()
    } catch (interrupted: InterruptedException) {
        Thread.currentThread().interrupt()
        val what = "The thread was interrupted while it waited for $this."
        val isUnwanted = giveUpIfUnwanted(INTERRUPTED)
        while (!isDone && endsNow) Thread.onSpinWait()
        if (isDone && !isCancelled) return
        if (isUnwanted) returnToSender(Thread.currentThread()) // a race may come with a value later
        throw CancellationException(what).initCause(interrupted)
    } catch (_: java.util.concurrent.ExecutionException) {
        return // the caller reads the outcome
    } catch (_: CancellationException) {
        return
    }
}

private const val INTERRUPTED = "the thread that waited was interrupted"
