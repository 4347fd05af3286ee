package dev.aiko.engine.wait

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.resumeWithException

/** Waits in a coroutine, on whatever dispatcher. */
internal suspend fun <T> Wish<T>.awaitHere(): T {
    suspendCancellableCoroutine { continuation ->
        val waiting = CoroutineTicket(continuation, this)
        ticket = waiting
        if (takeOrQueue()) waiting.grant() else continuation.invokeOnCancellation(waiting)
    }
    return granted()
}

/** Cancelled after the grant and before it goes on, the coroutine gives back what it got. */
private class CoroutineTicket(
    private val continuation: CancellableContinuation<Unit>,
    private val wish: Wish<*>
) : Ticket,
    (Throwable?) -> Unit {
    override fun grant() = continuation.resume(Unit) { _, _, _ -> wish.giveBack() }

    override fun fail(failure: Throwable) = continuation.resumeWithException(failure)

    override fun invoke(cause: Throwable?) = wish.leave()
}
