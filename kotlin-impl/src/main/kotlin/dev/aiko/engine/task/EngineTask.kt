package dev.aiko.engine.task

import dev.aiko.context.Context
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.debug.Reports
import dev.aiko.engine.debug.isFatal
import dev.aiko.engine.loop.Errand
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import dev.aiko.task.TaskState
import java.io.PrintStream
import java.lang.System.Logger.Level
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import java.util.function.Consumer

/**
 * What the three kinds of tasks share: the future half, and the book of cancel requests. How a body
 * runs, waits and is interrupted is theirs.
 */
internal abstract class EngineTask<T>(
    final override val home: Home,
    options: TaskOptions
) : Task<T>(),
    EngineFuture,
    Errand {
    // ---- state -------------------------------------------------------------------------------

    final override val cell: ContextCell =
        options.context() as ContextCell? ?: Ambient.here().cell.copy()

    /** The name given; null for one made of [number]. Any thread may set it. */
    @Volatile
    private var givenName: String? = options.name()

    private val number = COUNTER.incrementAndGet()

    @Volatile
    @JvmField
    var waiters: Any? = null

    @Volatile
    @JvmField
    var lazyInterest: Interest? = null

    /** Cancel requests not taken back; any thread counts. */
    @Volatile
    @JvmField
    var requests = 0

    /** Why the last request was made; written before the request can be seen. */
    @Volatile
    var reason: String? = null
        protected set

    /** What a time limit that is over makes of a cancellation. Guarded by the role. */
    private var expired: Verdict<T>? = null

    /** Neighbours in the register, guarded by its lock. */
    @JvmField
    var before: EngineTask<*>? = null

    @JvmField
    var after: EngineTask<*>? = null

    /** Where it was made, in debug mode. */
    val createdAt: Throwable? = home.creationSite("Task")

    /** The code, for messages. */
    abstract val body: Any

    final override val line: Any? get() = waiters

    final override fun casLine(
        seen: Any?,
        next: Any?
    ): Boolean = WAITERS.compareAndSet(this, seen, next)

    final override val interest: Interest
        get() = lazyInterest
            ?: Interest().let { if (INTEREST.compareAndSet(this, null, it)) it else lazyInterest!! }

    // ---- starting ----------------------------------------------------------------------------

    /** Puts the first step into the line, or takes it now. */
    fun start(eager: Boolean) {
        home.register.add(this)
        if (eager && home.core.isMine()) {
            startNow()
        } else if (!home.core.post(firstStep())) {
            home.register.remove(this)
            home.ensureOpen(false)
        }
    }

    protected abstract fun firstStep(): Any

    protected abstract fun startNow()

    // ---- cancelling --------------------------------------------------------------------------

    final override fun cancel(reason: String?): Boolean {
        if (isDone) return false
        val before = this.reason
        this.reason = reason
        if (!acceptCancel()) {
            this.reason = before
            return false
        }
        REQUESTS.incrementAndGet(this)
        Descent.into(this, reason)
        return true
    }

    /** Whether the request comes in time to decide the outcome; any thread asks. */
    protected open fun acceptCancel(): Boolean = true

    /** Brings an accepted request to the body, from any thread. */
    abstract fun passCancel(reason: String?)

    /** What the body awaits awaits this task: it has to go on without an end to wait for. */
    abstract fun breakCircle()

    override fun cancelUnwanted(reason: String?): Origins? {
        cancel(reason)
        return null
    }

    override fun cancelling(): Int = requests

    override fun uncancel(): Int = REQUESTS.updateAndGet(this) { maxOf(0, it - 1) }

    // ---- ending ------------------------------------------------------------------------------

    protected fun finish(value: T) {
        if (home.debug && requests > 0 && expired == null) {
            Reports.LOGGER.log(
                Level.WARNING,
                "$this was asked to stop and returned a value instead."
            )
        }
        settle(null, value)
    }

    protected fun finishFailed(failure: Throwable) = settle(unwrapped(failure), null)

    /** The one way in which a task ends. Guarded by the role; after close, by nobody else coming. */
    private fun settle(
        ownFailure: Throwable?,
        ownValue: T?
    ) {
        home.register.remove(this)
        // A value or a failure of the body's own wins over the limit, and so does a real cancel.
        val verdict = if (ownFailure is CancellationException && requests == 0) expired else null
        val failure = if (verdict == null) ownFailure else verdict.failure

        @Suppress("UNCHECKED_CAST") // without a failure there is a value, which may be null
        val value = (if (verdict == null) ownValue else verdict.value) as T
        // The body is over: stages hung on this task are plain callbacks, not steps of it.
        if (home.core.isMine()) home.core.running = null
        if (failure == null) {
            if (settleValue(value)) close(Ended.WITH_VALUE)
        } else {
            val observed = numberOfDependents > 0 || hasOtherWaiters
            if (settleFailure(failure)) close(home.endedWith(failure, this, observed))
            if (isFatal(failure) && home.core.isMine()) home.core.leaveRun(failure)
        }
    }

    /** The loop is closed and this task would wait for ever. */
    open fun abandon() {
        val gone = CancellationException("EventLoop '${home.core.name}' was closed.")
        settle(gone, null)
    }

    // ---- reading -----------------------------------------------------------------------------

    override fun name(): String = givenName ?: "Task-$number"

    override fun rename(name: String) {
        givenName = name
    }

    override fun context(): Context = cell

    override fun state(): TaskState =
        when {
            !isDone -> if (requests > 0) TaskState.CANCELLING else TaskState.PENDING
            isCancelled -> TaskState.CANCELLED
            isCompletedExceptionally -> TaskState.FAILED
            else -> TaskState.FINISHED
        }

    override fun stack(): List<StackTraceElement> =
        if (isDone) {
            val failure = ended?.failure
            if (failure == null ||
                failure is CancellationException
            ) {
                emptyList()
            } else {
                failure.stackTrace.asList()
            }
        } else {
            suspendedFrames()
        }

    /** Where an unfinished body is, innermost first. */
    protected abstract fun suspendedFrames(): List<StackTraceElement>

    override fun printStack(out: PrintStream) = printTaskStack(this, out)

    override fun result(): T {
        check(isDone) { "$this is not done yet; await it, or ask isDone() first." }
        return outcomeForJava()
    }

    override fun exception(): Throwable? {
        check(isDone) { "$this is not done yet; await it, or ask isDone() first." }
        val failure = failure()
        if (failure is CancellationException) throw failure
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

    // ---- callbacks, derived stages, time limits ----------------------------------------------

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
    ): Task<T> =
        limited(timeout, unit) {
            Verdict(
                TimeoutException("$this was not done within $timeout ${unit.name.lowercase()}."),
                null
            )
        }

    override fun completeOnTimeout(
        value: T,
        timeout: Long,
        unit: TimeUnit
    ): Task<T> = limited(timeout, unit) { Verdict(null, value) }

    private fun limited(
        timeout: Long,
        unit: TimeUnit,
        onExpiry: () -> Verdict<T>
    ): Task<T> {
        home.completeLater(this, unit.toNanos(timeout)) {
            expired = onExpiry()
            reason = "the time limit of $timeout ${unit.name.lowercase()} is over"
            // Not a request that somebody could take back.
            if (acceptCancel()) Descent.into(this, reason)
        }
        return this
    }

    override fun toString(): String = describeTask(this)

    companion object {
        private val COUNTER = AtomicLong()

        private val WAITERS: AtomicReferenceFieldUpdater<EngineTask<*>, Any?> =
            AtomicReferenceFieldUpdater.newUpdater(
                EngineTask::class.java,
                Any::class.java,
                "waiters"
            )

        private val INTEREST: AtomicReferenceFieldUpdater<EngineTask<*>, Interest?> =
            AtomicReferenceFieldUpdater.newUpdater(
                EngineTask::class.java,
                Interest::class.java,
                "lazyInterest"
            )

        private val REQUESTS: AtomicIntegerFieldUpdater<EngineTask<*>> =
            AtomicIntegerFieldUpdater.newUpdater(EngineTask::class.java, "requests")
    }
}

/** What a task ends with instead of the cancellation its time limit caused. */
internal class Verdict<T>(
    val failure: Throwable?,
    val value: T?
)
