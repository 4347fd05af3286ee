package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException

/**
 * The failure of a future that is done, as the body or the caller threw it; null when it has a value.
 *
 * A future of ours remembers it. Others wrap it on the way: derived stages in
 * `CompletionException`, which is taken off here, in one place.
 */
internal fun CompletableFuture<*>.failure(): Throwable? {
    if (this is EngineFuture) noteLook()
    return unseenFailure()
}

/** The same for whoever has the value, if it is one, for himself. */
internal fun CompletableFuture<*>.failureForGood(): Throwable? {
    if (this is EngineFuture) take()
    return failure()
}

/** Whether it has failed, and was not cancelled; asked without looking at the failure. */
internal val CompletableFuture<*>.hasFailed: Boolean
    get() = isCompletedExceptionally && unseenFailure() !is CancellationException

/**
 * Whether it ended as cancelled, bare or wrapped, and is not of our making: then it cannot tell the
 * reason that we gave it.
 */
internal val CompletableFuture<*>.isCancelledElsewhere: Boolean
    get() =
        this !is EngineFuture && isCompletedExceptionally &&
            unseenFailure() is CancellationException

/** [failure] for who only hands it on, and does not look at it for anybody. */
internal fun CompletableFuture<*>.unseenFailure(): Throwable? {
    if (this is Delivery<*> && isReturned) return hasGone()
    if (this is EngineFuture) ended?.let { return it.failure }
    if (!isCompletedExceptionally) return null
    return try {
        joinDirectly()
        null
    } catch (cancelled: CancellationException) {
        // Since JDK 23 join() throws a fresh one around the one the future was cancelled with.
        cancelled.cause as? CancellationException ?: cancelled
    } catch (wrapped: CompletionException) {
        unwrapped(wrapped)
    }
}

/** `join` on a future that is done, past the override that would first ask where it is called. */
private fun CompletableFuture<*>.joinDirectly(): Any? =
    if (this is EngineFuture) joinNow() else join()

/**
 * What a wrapper of the JDK's making wraps. A `CompletionException` that somebody threw with a
 * message of his own is a failure like any other.
 */
internal fun unwrapped(failure: Throwable): Throwable {
    var inner = failure
    while (inner is CompletionException) {
        val cause = inner.cause ?: return inner
        if (inner.message != textOf(cause)) return inner
        inner = cause
    }
    return inner
}

/** The value of a future that is done, or the very failure. */
internal fun <T> CompletableFuture<T>.outcome(): T {
    val failure = failure()
    if (failure != null) throw failure
    return valueNow()
}

/** Like [outcome], for Java, where a checked failure needs a wrapping. */
internal fun <T> CompletableFuture<T>.outcomeForJava(): T {
    val failure = failure()
    if (failure != null) throw forJava(failure)
    return valueNow()
}

internal fun <T> CompletableFuture<T>.valueNow(): T {
    @Suppress("UNCHECKED_CAST") // it gives what the future holds, which is a T, null included
    return joinDirectly() as T
}

internal fun forJava(failure: Throwable): Throwable =
    if (failure is RuntimeException || failure is Error) failure else CompletionException(failure)

internal fun cancellation(reason: String?): CancellationException =
    if (reason == null) CancellationException() else CancellationException(reason)
