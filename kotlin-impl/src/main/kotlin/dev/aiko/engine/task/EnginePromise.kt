package dev.aiko.engine.task

import dev.aiko.task.FutureCore
import dev.aiko.task.LoopFuture
import java.util.Objects
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.function.Supplier

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
        val observed = numberOfDependents > 0 || isAwaited
        return settleFailure(failure).also {
            if (it) {
                val end = home.endedWith(failure, this, observed)
                settled(end)
                end.lookIfWanted(lazyInterest)
            }
        }
    }

    // The JDK's own completes past complete(), and nobody in our line would hear of it.
    override fun completeAsync(
        supplier: Supplier<out T>,
        executor: Executor
    ): CompletableFuture<T> {
        Objects.requireNonNull(supplier, "supplier")
        executor.execute {
            if (!isDone) {
                try {
                    complete(supplier.get())
                } catch (failure: Throwable) {
                    completeExceptionally(failure)
                }
            }
        }
        return this
    }

    override fun completeAsync(supplier: Supplier<out T>): CompletableFuture<T> =
        completeAsync(supplier, defaultExecutor())

    override fun cancel(reason: String?): Boolean {
        if (isDone || !completeExceptionally(cancellation(reason))) return false
        unneeded(reason)
        return true
    }

    /** Given up from here, by a cancel or a time limit: what this hangs on may stop. */
    protected open fun unneeded(reason: String?) {}

    protected open fun settled(end: Ended) = close(end)

    override fun cancelUnwanted(reason: String?): Origins? {
        cancel(reason)
        return null
    }

    override fun cancelFor(reason: String?): Boolean = cancel(reason)

    override fun core(): FutureCore = this

    override fun joinNow(): Any? = joinDirectly()

    // ---- time limits -------------------------------------------------------------------------

    override fun orTimeout(timeout: Long, unit: TimeUnit): CompletableFuture<T> {
        val limit = "$timeout ${unit.name.lowercase()}"
        home.completeLater(this, unit.toNanos(timeout)) {
            val late = TimeoutException("$this was not done within $limit.")
            if (completeExceptionally(late)) unneeded("the time limit of $limit is over")
        }
        return this
    }

    override fun completeOnTimeout(value: T, timeout: Long, unit: TimeUnit): CompletableFuture<T> {
        val limit = "$timeout ${unit.name.lowercase()}"
        home.completeLater(this, unit.toNanos(timeout)) {
            if (complete(value)) unneeded("the time limit of $limit is over")
        }
        return this
    }

    /** What it waits for, in messages; null when it is completed by hand. */
    open val aim: String? get() = null

    override fun toString(): String = describeFuture("Future")

    private companion object {
        val WAITERS = field<EnginePromise<*>, Any>("waiters")

        val INTEREST = field<EnginePromise<*>, Interest>("lazyInterest")
    }
}
