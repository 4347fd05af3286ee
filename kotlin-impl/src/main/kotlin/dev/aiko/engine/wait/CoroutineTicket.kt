package dev.aiko.engine.wait

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine

/** Waits in a coroutine, on whatever dispatcher. */
internal suspend fun <T> Wish<T>.awaitHere(): T {
    awaitGrant()
    (ticket as CoroutineTicket).failure?.let { throw it }
    return granted()
}

/**
 * The same for what cannot fail. It waits in the frame of whoever calls it: one of its own would
 * cost more than the wait, because it would need a way back through the dispatcher of its own.
 */
internal suspend fun Wish<*>.awaitGrant(): Unit =
    suspendCancellableCoroutine { continuation ->
        val waiting = CoroutineTicket(continuation, this)
        ticket = waiting
        if (takeOrQueue()) waiting.grant() else continuation.invokeOnCancellation(waiting)
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
