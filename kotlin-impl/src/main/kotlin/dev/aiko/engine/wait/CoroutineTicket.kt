package dev.aiko.engine.wait

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine

/** Waits in a coroutine, on whatever dispatcher. */
internal suspend fun <T> Wish<T>.awaitHere(): T {
    suspendCancellableCoroutine { continuation ->
        val waiting = CoroutineTicket(continuation, this)
        ticket = waiting
        if (takeOrQueue()) waiting.grant() else continuation.invokeOnCancellation(waiting)
    }
    (ticket as CoroutineTicket).failure?.let { throw it }
    return granted()
}

/** Cancelled after the grant and before it goes on, the coroutine gives back what it got. */
private class CoroutineTicket(
    private val continuation: CancellableContinuation<Unit>,
    private val wish: Wish<*>
) : Ticket,
    (Throwable?) -> Unit {
    override fun grant() = continuation.resume(Unit) { _, _, _ -> wish.giveBack() }

    /** Read when the coroutine goes on; until then a cancel of it comes first. */
    @Volatile
    var failure: Throwable? = null
        private set

    override fun fail(failure: Throwable) {
        this.failure = failure
        continuation.resume(Unit) { _, _, _ -> }
    }

    override fun invoke(cause: Throwable?) = wish.leave()
}
