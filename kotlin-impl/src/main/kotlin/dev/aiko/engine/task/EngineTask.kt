package dev.aiko.engine.task

import dev.aiko.context.Context
import dev.aiko.context.ContextVar
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.context.carrying
import dev.aiko.engine.debug.Reports
import dev.aiko.engine.loop.Errand
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.isFatal
import dev.aiko.task.FutureCore
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import dev.aiko.task.TaskState
import java.io.PrintStream
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicLong

/**
 * What the three kinds of tasks share: the future half, and the book of cancel requests. How a body
 * runs, waits and is interrupted is theirs.
 */
internal abstract class EngineTask<T>(
    final override val home: Home,
    options: TaskOptions,
    val holder: TaskHolder
) : Task<T>(),
    EngineFuture,
    Waiting,
    Errand {
    // ---- state -------------------------------------------------------------------------------

    // Nothing volatile is written while a task is being made: each such write takes as long as the
    // rest of the making, and whoever gets hold of the task sees what is final in it.

    /** The context to run in, or the values for it until somebody asks for the context itself. */
    private val captured: Any = options.context() ?: Ambient.here().cell.snapshot()

    @Volatile
    @JvmField
    var lazyCell: ContextCell? = null

    val number = COUNTER.incrementAndGet()

    /** Set once, by whoever is first to need it. */
    @Volatile
    @JvmField
    var particulars: Particulars<T>? = null

    init {
        val site = home.creationSite("Task")
        if (site != null || options.name() != null) particulars = Particulars(options.name(), site)
    }

    @Volatile
    @JvmField
    var waiters: Any? = null

    @Volatile
    @JvmField
    var lazyInterest: Interest? = null

    /** Opened by the first request, or taken by the end of the body. */
    @Volatile
    @JvmField
    var book: CancelBook? = null

    /** Neighbours in the line of its holder, guarded by that one. */
    @JvmField
    var before: EngineTask<*>? = null

    @JvmField
    var after: EngineTask<*>? = null

    final override val cell: ContextCell
        get() =
            captured as? ContextCell ?: lazyCell ?: ContextCell(capturedValues()).let {
                if (CELL.compareAndSet(this, null, it)) it else lazyCell!!
            }

    /** What the variables have now; without making a cell for it. */
    protected val values: Map<ContextVar<*>, Any?>
        get() = (captured as? ContextCell ?: lazyCell)?.left ?: capturedValues()

    @Suppress("UNCHECKED_CAST") // what was captured and is no cell are the values
    private fun capturedValues() = captured as Map<ContextVar<*>, Any?>

    fun particulars(): Particulars<T> =
        particulars ?: Particulars<T>(null, null).let {
            if (PARTICULARS.compareAndSet(this, null, it)) it else particulars!!
        }

    val createdAt: Throwable? get() = particulars?.createdAt

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
        holder.enter(this)
        if (eager && Seat.driving()?.core === home.core) {
            startNow()
        } else if (!home.core.post(firstStep())) {
            holder.refused(this)
            home.ensureOpen(false)
        }
    }

    protected abstract fun firstStep(): Any

    protected abstract fun startNow()

    /** Takes a first step that needs no thread of its own, in the middle of another one. */
    protected fun stepNow(step: Runnable) {
        val interrupted = home.core.running
        home.core.running = step
        carrying({ cell }) { step.run() }
        home.core.running = interrupted
    }

    // ---- cancelling --------------------------------------------------------------------------

    final override fun cancel(reason: String?): Boolean = ask(CancelRequest(reason))

    /** Enters a request and passes it on; false when it comes too late. */
    fun ask(request: CancelRequest): Boolean =
        (canEndDifferently() && openBook().ask(request))
            .also { if (it) Descent.into(this, request.reason) }

    /** Whether a request may still come in time; the book has the last word. */
    protected open fun canEndDifferently(): Boolean = !isDone

    protected fun openBook(): CancelBook =
        book ?: CancelBook().let { if (BOOK.compareAndSet(this, null, it)) it else book!! }

    /** Whether a request waits for the next chance to reach the body. Guarded by the role. */
    protected val isAskedToStop: Boolean get() = book?.isOpen(shields) == true

    /** Takes the open requests, for a body that is about to throw them. Guarded by the role. */
    protected fun takeRequest(): Boolean = book?.deliver(shields)?.isNotEmpty() == true

    /**
     * Stops what the body waits for, by a request on its way; true when it agreed, so that the
     * request will come out of it. Otherwise it is still on its way. Guarded by the role.
     */
    protected fun sendInto(awaited: CompletableFuture<*>, reason: String?): Boolean {
        val sent = book!!.deliver(shields)
        return awaited.giveUp(reason).also { if (!it) book!!.reopen(sent) }
    }

    /** How many shielded blocks the body is in. Guarded by the role. */
    protected open val shields: Int get() = 0

    /** The body has ended; false when a request came first and decides. Guarded by the role. */
    protected fun sealOutcome(): Boolean =
        BOOK.compareAndSet(this, null, CancelBook.NEVER_OPENED) || book!!.seal()

    protected val reason: String? get() = book?.reason

    /** Brings an accepted request to the body, from any thread. */
    abstract fun passCancel(reason: String?, descent: Descent)

    /** The request has come on a second way, and is one with the one that is on its way to the body. */
    open fun passedAgain() {}

    // ---- who waits for whom --------------------------------------------------------------------

    override val task: EngineTask<*> get() = this

    /** From any thread. */
    fun notedWaits(): NotedWaits = openBook().notedWaits()

    /** A wait that is noted is the present one as well: it is told once. */
    override fun waitsFor(): Collection<Any> {
        val noted = book?.notedWaits()?.present() ?: emptyList()
        val present = awaiting()?.takeUnless { one -> noted.any { one in it.awaited } }
        return if (present == null) noted else noted + present
    }

    /** A wait begins that is not cancelled: if somebody waits for this task it may close a circle. */
    fun waitBegins() {
        if (CancelledWait.doSomeGoOn && line != null) home.circles.suspect(this)
    }

    override fun cancelUnwanted(reason: String?): Origins? {
        cancel(reason)
        return null
    }

    override fun cancelling(): Int = book?.counted ?: 0

    override fun uncancel(): Int = book?.takeBack() ?: 0

    // ---- ending ------------------------------------------------------------------------------

    protected fun finish(value: T) {
        if (home.debug && cancelling() > 0) {
            Reports.warn("$this was asked to stop and returned a value instead.")
        }
        settle(null, value)
    }

    protected fun finishFailed(failure: Throwable) = settle(unwrapped(failure), null)

    /** The one way in which a task ends. Guarded by the role; after close, by nobody else coming. */
    private fun settle(
        ownFailure: Throwable?,
        ownValue: T?
    ) {
        // A value or a failure of the body's own wins over the limit, and so does a real cancel.
        val isLimits = ownFailure is CancellationException && cancelling() == 0
        val verdict = if (isLimits) particulars?.expired else null
        val failure = if (verdict == null) ownFailure else verdict.failure

        @Suppress("UNCHECKED_CAST") // without a failure there is a value, which may be null
        val value = (if (verdict == null) ownValue else verdict.value) as T
        // The body is over: stages hung on this task are plain callbacks, not steps of it.
        // A step of somebody else, in the middle of which it ends, stays what it is.
        if (home.core.isMine() && taskOf(home.core.running) === this) home.core.running = null
        if (failure == null) {
            val isFirst = settleValue(value)
            holder.ended(this, null)
            if (isFirst) close(Ended.WITH_VALUE)
        } else {
            if (failure !is CancellationException) createdAt?.let { failure.cameFrom(name(), it) }
            val hasReaders = numberOfDependents > 0 || isAwaited
            val isFirst = settleFailure(failure)
            val observed = holder.ended(this, failure) || hasReaders
            if (isFirst) {
                val end = home.endedWith(failure, this, observed)
                close(end)
                end.lookIfWanted(lazyInterest)
            }
            if (isFatal(failure) && home.core.isMine()) home.core.hosting.leave(failure)
        }
    }

    /** The loop is closed and this task would wait for ever. */
    open fun abandon() {
        settle(CancellationException("EventLoop '${home.core.name}' was closed."), null)
    }

    // ---- reading -----------------------------------------------------------------------------

    override fun name(): String = particulars?.name ?: "Task-$number"

    override fun rename(name: String) {
        particulars().name = name
    }

    override fun context(): Context = cell

    override fun state(): TaskState =
        when {
            !isDone -> if (cancelling() > 0) TaskState.CANCELLING else TaskState.PENDING
            isCancelled -> TaskState.CANCELLED
            isCompletedExceptionally -> TaskState.FAILED
            else -> TaskState.FINISHED
        }

    override fun stack(): List<StackTraceElement> =
        when (val failure = ended?.failure) {
            null -> if (isDone) emptyList() else suspendedFrames()
            is CancellationException -> emptyList()
            else -> failure.stackTrace.asList()
        }

    /** Where an unfinished body is, innermost first. */
    protected abstract fun suspendedFrames(): List<StackTraceElement>

    override fun printStack(out: PrintStream) = printTaskStack(this, out)

    override fun cancelFor(reason: String?): Boolean = cancel(reason)

    override fun core(): FutureCore = this

    override fun joinNow(): Any? = joinDirectly()

    // ---- time limits -------------------------------------------------------------------------

    override fun orTimeout(
        timeout: Long,
        unit: TimeUnit
    ): Task<T> =
        limited(timeout, unit) { limit ->
            Verdict(TimeoutException("$this was not done within $limit."), null)
        }

    override fun completeOnTimeout(
        value: T,
        timeout: Long,
        unit: TimeUnit
    ): Task<T> = limited(timeout, unit) { Verdict(null, value) }

    override fun toString(): String = describeTask(this)

    companion object {
        private val COUNTER = AtomicLong()

        private val WAITERS = field<EngineTask<*>, Any>("waiters")

        private val INTEREST = field<EngineTask<*>, Interest>("lazyInterest")

        private val CELL = field<EngineTask<*>, ContextCell>("lazyCell")

        private val PARTICULARS = field<EngineTask<*>, Particulars<*>>("particulars")

        private val BOOK = field<EngineTask<*>, CancelBook>("book")
    }
}
