package dev.aiko.engine.sequence

import dev.aiko.engine.loop.isFatal
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.newCoroutine
import dev.aiko.engine.task.uncopied
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.job
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
    private val sequence: AsyncSequence<T>,
    subscriber: Flow.Subscriber<in T>?
) : Flow.Subscription,
    Waiter {
    private val subscriber = Objects.requireNonNull(subscriber, "subscriber")!!

    // Guarded by this.
    private var demand = 0L
    private var isCancelled = false
    private var badRequest: IllegalArgumentException? = null
    private var signal: EnginePromise<Void?>? = null
    private var isIntroduced = false
    private var hasAsked = false
    private var hasStarted = false

    /** What a bad request ends. */
    private var sending: Job? = null

    private val task = home.newCoroutine(TaskOptions.named("publisher")) { serve() }

    /** Values that are asked for in `onSubscribe` wait until it is over: signals never overlap. */
    fun begin() {
        subscriber.onSubscribe(this)
        val starts =
            synchronized(this) {
                isIntroduced = true
                mayStart()
            }
        if (starts) start()
    }

    /** The first request starts the task: who never asks costs nothing. */
    override fun request(n: Long) {
        val starts: Boolean
        val waiting =
            synchronized(this) {
                hasAsked = true
                starts = mayStart()
                if (n <= 0) {
                    badRequest =
                        IllegalArgumentException("request($n): ask for at least one value.")
                    sending?.cancel()
                } else {
                    demand = (demand + n).let { if (it < 0) Long.MAX_VALUE else it }
                }
                signal.also { signal = null }
            }
        if (starts) start() else waiting?.complete(null)
    }

    /** True once. */
    private fun mayStart(): Boolean =
        (isIntroduced && hasAsked && !isCancelled && !hasStarted).also { if (it) hasStarted = true }

    /** A request has to return normally, also when the loop is closed. */
    private fun start() {
        try {
            task.start(eager = false)
        } catch (closed: IllegalStateException) {
            tell { subscriber.onError(closed) }
            return
        }
        if (!task.wakeWhenDone(this)) wake()
    }

    /** Whether the task has begun, and so tells its end itself. Written by its first step. */
    @Volatile
    private var hasServed = false

    override val isInterested: Boolean get() = false

    /** The task has ended: without a step, if the loop was closed before. */
    override fun wake() {
        if (!hasServed && isLive()) tell { subscriber.onError(task.failure()) }
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
        hasServed = true
        val thrown =
            runCatching {
                coroutineScope {
                    beginSending(coroutineContext.job)
                    sendAll()
                }
            }.exceptionOrNull()?.let(::uncopied)
        val failure = synchronized(this) { badRequest } ?: thrown
        when {
            !isLive() -> reportCleanup(failure)
            failure != null -> tell { subscriber.onError(failure) }
            else -> tell { subscriber.onComplete() }
        }
    }

    private fun beginSending(job: Job) =
        synchronized(this) {
            sending = job
            if (badRequest != null) job.cancel()
        }

    /** A value is made when it is asked for, and so none can be on its way to somebody who left. */
    private suspend fun sendAll() {
        if (!mayEmit()) return
        sequence.forEachWhile(::awaitNextPlainly) { value ->
            tell { subscriber.onNext(value) } && mayEmit()
        }
    }

    /** A subscriber that throws has broken the rules: its subscription counts as cancelled. */
    private inline fun tell(signal: () -> Unit): Boolean =
        try {
            signal()
            true
        } catch (failure: Throwable) {
            synchronized(this) { isCancelled = true }
            if (isFatal(failure)) throw failure
            home.report("A subscriber failed; it gets no more signals.", failure, task)
            false
        }

    /** Nobody listens any more. */
    private fun reportCleanup(failure: Throwable?) {
        if (failure == null || failure is CancellationException) return
        if (isFatal(failure)) throw failure
        home.report("The cleanup of a sequence failed.", failure, task)
    }

    override fun toString(): String = "a subscriber of a sequence"
}
