package dev.aiko.engine.wait

import dev.aiko.engine.task.isAwaitedHere
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.CoroutineContext

/** Waits in a coroutine, on whatever dispatcher. */
internal suspend fun <T> Wish<T>.awaitHere(): T {
    awaitGrant(Unit)
    try {
        (ticket as CoroutineTicket<*>).failure?.let { throw it }
        return granted()
    } catch (failure: Exception) {
        failure.isAwaitedHere()
        throw failure
    }
}

/**
 * The same for what cannot fail; gives what it is given. It waits in the frame of whoever calls it:
 * one of its own would cost more than the wait, because it would need a way back through the
 * dispatcher of its own. (The compiler makes one for every such function that only gives Unit.)
 */
internal suspend fun <R> Wish<*>.awaitGrant(result: R): R =
    suspendCancellableCoroutine { continuation ->
        val waiting = CoroutineTicket(continuation, this, result)
        ticket = waiting
        if (takeOrQueue()) waiting.grant() else continuation.invokeOnCancellation(waiting)
    }

/** Cancelled after the grant and before it goes on, the coroutine gives back what it got. */
private class CoroutineTicket<R>(
    private val continuation: CancellableContinuation<R>,
    private val wish: Wish<*>,
    private val result: R
) : Ticket,
    (Throwable?) -> Unit,
    (Throwable, R, CoroutineContext) -> Unit {
    /** Read when the coroutine goes on; until then a cancel of it comes first. */
    @Volatile
    var failure: Throwable? = null
        private set

    /** This, as the one who is told that the grant came too late. */
    private val tooLate: (Throwable, R, CoroutineContext) -> Unit get() = this

    override fun grant() = continuation.resume(result, tooLate)

    override fun fail(failure: Throwable) {
        this.failure = failure
        continuation.resume(result) { _, _, _ -> }
    }

    /** Cancelled in line. */
    override fun invoke(cause: Throwable?) = wish.leave()

    override fun invoke(cause: Throwable, value: R, context: CoroutineContext) {
        wish.giveBack()
    }
}
