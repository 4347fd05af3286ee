package dev.aiko.engine.sequence

import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CancellationException
import java.util.Objects
import java.util.concurrent.Flow

/**
 * One subscriber of a sequence: a task that goes through it as fast as values are asked for.
 *
 * The rules of Reactive Streams want all signals one after the other, which the task gives by itself;
 * no signal after a cancel that has been seen; and no end to what a `request` may add up to.
 */
internal class Subscribed<T : Any>(
    private val home: Home,
    private val sequence: MadeSequence<T>,
    subscriber: Flow.Subscriber<in T>?
) : Flow.Subscription {
    private val subscriber = Objects.requireNonNull(subscriber, "subscriber")!!

    // Guarded by this.
    private var demand = 0L
    private var isCancelled = false
    private var badRequest: IllegalArgumentException? = null
    private var signal: EnginePromise<Void?>? = null
    private var hasStarted = false

    private val task = SuspendTask(home, TaskOptions.named("publisher")) { serve() }

    fun begin() = subscriber.onSubscribe(this)

    /** The first request starts the task: who never asks costs nothing. */
    override fun request(n: Long) {
        val isFirst: Boolean
        val waiting =
            synchronized(this) {
                isFirst = !hasStarted && !isCancelled
                hasStarted = true
                if (n <= 0) {
                    badRequest =
                        IllegalArgumentException("request($n): ask for at least one value.")
                } else {
                    demand = (demand + n).let { if (it < 0) Long.MAX_VALUE else it }
                }
                signal.also { signal = null }
            }
        if (isFirst) task.start(eager = false) else waiting?.complete(null)
    }

    override fun cancel() {
        synchronized(this) { isCancelled = true }
        task.cancel("the subscription was cancelled")
    }

    /** Waits until a value may be sent; false when there is to be none any more. */
    private suspend fun mayEmit(): Boolean {
        while (true) {
            val waiting =
                synchronized(this) {
                    badRequest?.let { throw it }
                    if (isCancelled) return false
                    if (demand > 0) {
                        if (demand != Long.MAX_VALUE) demand--
                        return true
                    }
                    EnginePromise<Void?>(home).also { signal = it }
                }
            awaitSuspending(waiting)
        }
    }

    private fun isLive() = synchronized(this) { !isCancelled }

    private suspend fun serve() {
        val failure = runCatching { sendAll() }.exceptionOrNull()
        when {
            !isLive() || failure is CancellationException -> {}
            failure != null -> subscriber.onError(failure)
            else -> subscriber.onComplete()
        }
    }

    /** The end is no value: it is told as soon as it is known, asked for or not. */
    private suspend fun sendAll() {
        sequence.forEachWhile { value -> mayEmit().also { if (it) subscriber.onNext(value) } }
    }
}
