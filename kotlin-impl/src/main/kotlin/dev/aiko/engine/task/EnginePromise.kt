package dev.aiko.engine.task

import dev.aiko.task.LoopFuture
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import java.util.function.Consumer

/** A future completed by hand: `createFuture`, `sleep`, the outcome of a job in an executor. */
internal open class EnginePromise<T>(
    final override val home: Home
) : LoopFuture<T>(),
    EngineFuture {
    @Volatile
    @JvmField
    var waiters: Any? = null

    @Volatile
    @JvmField
    var lazyInterest: Interest? = null

    /** Where it was made, in debug mode. */
    val createdAt: Throwable? = home.creationSite("Future")

    final override val line: Any? get() = waiters

    final override fun casLine(
        seen: Any?,
        next: Any?
    ): Boolean = WAITERS.compareAndSet(this, seen, next)

    final override val interest: Interest
        get() = lazyInterest
            ?: Interest().let { if (INTEREST.compareAndSet(this, null, it)) it else lazyInterest!! }

    // ---- completing --------------------------------------------------------------------------

    override fun complete(value: T): Boolean =
        settleValue(value).also { if (it) settled(Ended.WITH_VALUE) }

    override fun completeExceptionally(failure: Throwable): Boolean {
        val observed = numberOfDependents > 0 || hasOtherWaiters
        return settleFailure(failure).also {
            if (it) settled(home.endedWith(failure, this, observed))
        }
    }

    override fun cancel(reason: String?): Boolean =
        isDone.not() && completeExceptionally(cancellation(reason))

    protected open fun settled(end: Ended) = close(end)

    override fun cancelUnwanted(reason: String?): Origins? {
        cancel(reason)
        return null
    }

    // ---- reading -----------------------------------------------------------------------------

    override fun result(): T {
        check(isDone) { "$this is not done yet; await it, or ask isDone() first." }
        return outcomeForJava()
    }

    override fun exception(): Throwable? {
        check(isDone) { "$this is not done yet; await it, or ask isDone() first." }
        val failure = failure()
        if (failure is java.util.concurrent.CancellationException) throw failure
        return failure
    }

    override fun cancelFor(reason: String?): Boolean = cancel(reason)

    override fun joinNow(): Any? = super.join()

    override fun join(): T {
        beforeBlocking()
        seen()
        return super.join()
    }

    override fun get(): T {
        beforeBlocking()
        seen()
        return super.get()
    }

    override fun get(
        timeout: Long,
        unit: TimeUnit
    ): T {
        beforeBlocking(timeout, unit)
        seen()
        return super.get(timeout, unit)
    }

    override fun getNow(valueIfAbsent: T): T {
        seen()
        return super.getNow(valueIfAbsent)
    }

    private fun seen() {
        ended?.seen = true
    }

    // ---- callbacks and derived stages --------------------------------------------------------

    override fun addDoneCallback(callback: Consumer<in LoopFuture<T>>) = addCallback(callback)

    override fun removeDoneCallback(callback: Consumer<in LoopFuture<T>>): Int = removeCallback(
        callback
    )

    override fun defaultExecutor(): Executor = home.loop

    override fun <U> newIncompleteFuture(): CompletableFuture<U> {
        seen()
        return DerivedStage(home, this)
    }

    override fun alsoFrom(
        derived: CompletableFuture<*>,
        other: CompletionStage<*>
    ) {
        (derived as? DerivedStage<*>)?.origins?.add(other)
    }

    override fun orTimeout(
        timeout: Long,
        unit: TimeUnit
    ): CompletableFuture<T> {
        home.completeLater(this, unit.toNanos(timeout)) {
            completeExceptionally(
                TimeoutException("$this was not done within $timeout ${unit.name.lowercase()}.")
            )
        }
        return this
    }

    override fun completeOnTimeout(
        value: T,
        timeout: Long,
        unit: TimeUnit
    ): CompletableFuture<T> {
        home.completeLater(this, unit.toNanos(timeout)) { complete(value) }
        return this
    }

    override fun toString(): String = describeFuture("Future")

    private companion object {
        val WAITERS: AtomicReferenceFieldUpdater<EnginePromise<*>, Any?> =
            AtomicReferenceFieldUpdater.newUpdater(
                EnginePromise::class.java,
                Any::class.java,
                "waiters"
            )

        val INTEREST: AtomicReferenceFieldUpdater<EnginePromise<*>, Interest?> =
            AtomicReferenceFieldUpdater.newUpdater(
                EnginePromise::class.java,
                Interest::class.java,
                "lazyInterest"
            )
    }
}

/**
 * A stage made by `thenApply` and its like. The JDK completes it; whoever completes it before that,
 * by cancelling, by a timeout, by hand, takes its interest away from what it hangs on.
 */
internal class DerivedStage<T>(
    home: Home,
    source: CompletableFuture<*>
) : EnginePromise<T>(home) {
    val origins = Origins(source)

    /** Why it was cancelled; written by the one cancel that wins, before it settles. */
    @Volatile
    private var reason: String? = null

    override fun cancel(reason: String?): Boolean {
        if (isDone) return false
        this.reason = reason
        return super.cancel(reason)
    }

    override fun settled(end: Ended) {
        super.settled(end)
        origins.release(reason)
    }

    override fun cancelUnwanted(reason: String?): Origins? =
        if (settleFailure(cancellation(reason))) origins else null

    private val closerAttached = AtomicBoolean()

    /**
     * Lets the line close when the JDK completes this stage, which it does without a word. One
     * dependent stage serves all waiters, so they keep their order; it is no interest of its own.
     */
    fun attachCloser() {
        if (!closerAttached.compareAndSet(false, true)) return
        whenComplete { _, failure ->
            close(if (failure == null) Ended.WITH_VALUE else Ended(unwrapped(failure)))
        }
        interest.lose()
    }

    override fun toString(): String = describeFuture("Stage")
}
