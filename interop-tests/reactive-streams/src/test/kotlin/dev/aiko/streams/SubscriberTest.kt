package dev.aiko.streams

import dev.aiko.Runner
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.loop.ErrorReport
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.flow
import org.testng.Assert.assertEquals
import org.testng.Assert.assertTrue
import org.testng.annotations.Test
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Flow
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit.SECONDS

/** What the kit does not ask. */
class SubscriberTest {
    private open class Listener : Flow.Subscriber<Long> {
        val signals = LinkedBlockingQueue<String>()
        lateinit var subscription: Flow.Subscription

        override fun onSubscribe(subscription: Flow.Subscription) {
            this.subscription = subscription
            signals += "subscribed"
        }

        override fun onNext(item: Long) {
            signals += "$item"
        }

        override fun onError(failure: Throwable) {
            signals += failure.javaClass.simpleName
        }

        override fun onComplete() {
            signals += "complete"
        }

        fun next(): String? = signals.poll(PATIENCE_SECONDS, SECONDS)
    }

    @Test
    fun valuesWaitForTheEndOfOnSubscribe() {
        Runner.background("tck").use { runner ->
            val subscribing = CountDownLatch(1)
            val listener =
                object : Listener() {
                    override fun onSubscribe(subscription: Flow.Subscription) {
                        subscription.request(1)
                        // The loop has gone round, so it would have sent a value.
                        repeat(TURNS) { runner.turn() }
                        super.onSubscribe(subscription)
                        subscribing.countDown()
                    }
                }
            runner.publisher(AsyncSequence.of(1L..3)).subscribe(listener)
            assertTrue(subscribing.await(PATIENCE_SECONDS, SECONDS))
            assertEquals(listener.next(), "subscribed")
            assertEquals(listener.next(), "1")
        }
    }

    @Test
    fun subscriberThatThrowsIsReportedAndHearsNoMore() {
        Runner.background("tck").use { runner ->
            val reports = LinkedBlockingQueue<ErrorReport>()
            runner.loop().setExceptionHandler { _, report -> reports += report }
            val mistake = IllegalStateException("a mistake in onNext")
            val listener =
                object : Listener() {
                    override fun onNext(item: Long) {
                        super.onNext(item)
                        throw mistake
                    }
                }
            runner.publisher(AsyncSequence.of(1L..3)).subscribe(listener)
            listener.subscription.request(2)
            assertEquals(reports.poll(PATIENCE_SECONDS, SECONDS)?.exception(), mistake)
            repeat(TURNS) { runner.turn() }
            assertEquals(listener.signals.toList(), listOf("subscribed", "1"))
        }
    }

    @Test
    fun loopThatClosesEndsTheSubscription() {
        val listener = Listener()
        Runner.background("tck").use { runner ->
            val endless = flow<Long> { awaitCancellation() }.asAsyncSequence()
            runner.publisher(endless).subscribe(listener)
            listener.subscription.request(1)
            runner.turn()
        }
        assertEquals(listener.next(), "subscribed")
        assertEquals(listener.next(), "CancellationException")
    }

    @Test
    fun requestOnClosedLoopIsAnError() {
        val listener = Listener()
        Runner.background("tck").use { runner ->
            runner.publisher(AsyncSequence.of(1L..3)).subscribe(listener)
        }
        listener.subscription.request(1)
        assertEquals(listener.signals.toList(), listOf("subscribed", "IllegalStateException"))
    }

    @Test
    fun cleanupThatFailsAfterCancelIsReported() {
        Runner.background("tck").use { runner ->
            val reports = LinkedBlockingQueue<ErrorReport>()
            runner.loop().setExceptionHandler { _, report -> reports += report }
            val mistake = IllegalStateException("a mistake in the cleanup")
            val untidy =
                flow {
                    try {
                        emit(1L)
                        emit(2L)
                    } finally {
                        throw mistake
                    }
                }.asAsyncSequence()
            val listener = Listener()
            runner.publisher(untidy).subscribe(listener)
            listener.subscription.request(1)
            assertEquals(listener.next(), "subscribed")
            assertEquals(listener.next(), "1")
            repeat(TURNS) { runner.turn() } // the second one rests now, for want of a request
            listener.subscription.cancel()
            val report = reports.poll(PATIENCE_SECONDS, SECONDS)
            assertEquals(report?.exception()?.message, mistake.message)
        }
    }

    private fun Runner.publisher(numbers: AsyncSequence<Long>): Flow.Publisher<Long> =
        loop().submit(Callable { numbers.asPublisher() }).join()

    /** The loop goes round once. */
    private fun Runner.turn() {
        val turned = CompletableFuture<Boolean>()
        loop().callSoon { turned.complete(true) }
        turned.get(PATIENCE_SECONDS, SECONDS)
    }

    private companion object {
        const val PATIENCE_SECONDS = 10L

        /** Enough for a value to come from its maker to its subscriber. */
        const val TURNS = 20
    }
}
