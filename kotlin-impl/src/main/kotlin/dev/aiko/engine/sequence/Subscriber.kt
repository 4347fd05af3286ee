package dev.aiko.engine.sequence

import dev.aiko.sequence.Emitter
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import java.util.Objects
import java.util.concurrent.Flow

/**
 * The maker of a sequence whose values come from a publisher, on whatever threads.
 *
 * It asks for the next value when the one before was taken, so that one value is on its way at most,
 * and the end: the channel has room for both.
 */
internal class Subscriber<T : Any> : Flow.Subscriber<T> {
    private val subscription = CompletableDeferred<Flow.Subscription>()
    private val values = Channel<T>(1)

    suspend fun passOn(publisher: Flow.Publisher<out T>, out: Emitter<T>) {
        var given: Flow.Subscription? = null
        try {
            publisher.subscribe(this)
            given = subscription.await()
            given.request(1)
            for (value in values) {
                out.emitSuspending(value)
                given.request(1)
            }
        } finally {
            // One that has not come yet is cancelled when it comes.
            if (given == null) subscription.cancel()
            values.cancel()
            given?.cancel()
        }
    }

    override fun onSubscribe(given: Flow.Subscription) {
        if (!subscription.complete(given)) given.cancel() // gone, or subscribed before
    }

    override fun onNext(value: T) {
        Objects.requireNonNull(value, "value")
        val isTooMany = values.trySend(value).run { isFailure && !isClosed }
        if (isTooMany) {
            onError(
                IllegalStateException("The publisher sent a value nobody asked for.")
            )
        }
    }

    override fun onError(failure: Throwable) {
        end(Objects.requireNonNull(failure, "failure"))
    }

    override fun onComplete() = end(null)

    private fun end(failure: Throwable?) {
        values.close(failure)
        // A publisher may end before it gives a subscription, against the rules; then there is nothing
        // to ask, and one that comes after all is cancelled.
        if (failure == null) {
            subscription.complete(Unsubscribed)
        } else {
            subscription.completeExceptionally(failure)
        }
    }

    /** What a publisher is asked by that has ended without a subscription. */
    private object Unsubscribed : Flow.Subscription {
        override fun request(n: Long) {}

        override fun cancel() {}
    }
}
