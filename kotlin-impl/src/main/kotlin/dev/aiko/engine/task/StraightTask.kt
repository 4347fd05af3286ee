package dev.aiko.engine.task

import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.context.boundOf
import dev.aiko.engine.context.carrying
import dev.aiko.engine.loop.Body
import dev.aiko.engine.loop.BodyStart
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.scope.AsyncCloseable
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.RejectedExecutionException

/**
 * A straight-line Java body, on a thread of its own, under asyncio's rules of cancelling.
 *
 *              first turn          suspendOn            wake, its turn comes
 *     waiting ───────────▶ running ─────────▶ suspended ───────────────────▶ running ──▶ done
 *
 * A cancel request finds it in one of four places. Suspended: what it waits for is cancelled, and
 * the end of that resumes it. Suspended but woken already, or running, or not started: the request
 * stays open in the book and the next chance to throw takes it.
 *
 * Everything mutable is guarded by the role.
 */
internal class StraightTask<T>(
    home: Home,
    options: TaskOptions,
    holder: TaskHolder = home.register,
    override val body: Callable<T>
) : EngineTask<T>(home, options, holder),
    Body,
    Waiter {
    /** Where the body's thread waits for its turns; null before the first. */
    var seat: Seat? = null
        private set

    private var waitingFor: CompletableFuture<*>? = null

    /** The wait that can be given up; null while waiting for a future that always answers. */
    var openWait: OpenWait? = null
        private set

    /** The present wait was told to stop, so its cancellation is ours. */
    private var passedDown = false

    /** The present wait, when it goes on although it was cancelled. */
    private var cancelledWait: CancelledStraightWait? = null

    /** Whether a cancel request reached the last wait. */
    val wasInterrupted: Boolean get() = passedDown

    override fun firstStep(): Any = BodyStart(this)

    override fun startNow() = home.core.runEagerly(this)

    override fun runOn(seat: Seat) {
        this.seat = seat
        home.core.running = this
        home.core.watch?.begin()
        if (takeRequest()) return finishFailed(cancellation(reason))
        try {
            val value = carrying({ cell }) { callBody() }
            leftOpen?.close(this, null)
            if (seat.isAbandoned) return
            home.core.watch?.end(this)
            if (sealOutcome()) finish(value) else finishFailed(cancellation(reason))
        } catch (failure: Throwable) {
            if (failure is StackOverflowError && !home.core.recoverRole(seat)) return
            leftOpen?.close(this, failure)
            if (seat.isAbandoned) return
            home.core.watch?.end(this)
            finishFailed(failure)
        }
    }

    /** The sequences that the body is in the middle of; made when there is one. */
    private var leftOpen: LeftOpen? = null

    /** Has [sequence] closed before this task is done, unless it is over by then. */
    fun goesThrough(sequence: AsyncCloseable) {
        (leftOpen ?: LeftOpen().also { leftOpen = it }).add(sequence)
    }

    /** It is over. */
    fun wentThrough(sequence: AsyncCloseable) {
        leftOpen?.remove(sequence)
    }

    /** Whether a value is bound to the stack of the body, where nobody else may see it. */
    private var isBound = false

    private fun callBody(): T {
        val bound = boundOf(values)
        isBound = bound != null
        return if (bound == null) body.call() else bound.around(body)
    }

    override fun cannotRun(cause: Throwable) =
        finishFailed(
            RejectedExecutionException(
                "No thread for $this: ${cause.message}. Before JDK 21 a body that waits " +
                    "holds a platform thread; start fewer at a time, or use futures.",
                cause
            )
        )

    // ---- waiting -----------------------------------------------------------------------------

    /** Waits for the end of [future], and throws when this task is cancelled meanwhile. */
    fun suspendOn(future: CompletableFuture<*>) {
        if (future is EngineFuture) suspend(future, this, null) else suspendOn(future, NO_LIMIT)
    }

    /** The same for what was told to stop; it also goes on when that waits for this body in turn. */
    fun suspendToTheEnd(future: CompletableFuture<*>) {
        if (future is EngineFuture) {
            suspend(
                future,
                this,
                null,
                isStopped = true
            )
        } else {
            suspendOn(future)
        }
    }

    /** The same for at most [nanos]; false when the time is over. The future is left alone then. */
    fun suspendOn(
        future: CompletableFuture<*>,
        nanos: Long
    ): Boolean {
        val wait = OpenWait(this)
        val alarm =
            if (nanos == NO_LIMIT) {
                null
            } else {
                ActionTimer(home.core, home.core.deadlineIn(nanos), action = wait::giveUp)
                    .also(home.core::post)
            }
        try {
            suspend(future, wait, wait)
        } finally {
            alarm?.wake()
            if (future is EngineFuture) future.leave(wait)
        }
        return !wait.gaveUp
    }

    private fun suspend(
        future: CompletableFuture<*>,
        waiter: Waiter,
        open: OpenWait?,
        isStopped: Boolean = false
    ) {
        check(future !== this) { "$this awaits itself and would never end; await another one." }
        passedDown = false
        if (!future.wakeWhenDone(waiter)) return
        waitingFor = future
        openWait = open
        if (isAskedToStop) interruptWait(reason)
        if (isStopped) goesOnWaitingFor(future)
        waitBegins()
        try {
            if (!yieldTurn() && (passedDown || !isStopped)) throw cancellation(reason)
        } catch (cancelled: CancellationException) {
            future.returnToSender(this)
            throw cancelled
        }
        if (passedDown && future.isCancelledElsewhere) throw cancellation(reason)
    }

    /** Lets others drive until it is our turn again; false when the wait was left before its end. */
    private fun yieldTurn(): Boolean {
        val core = home.core
        val seat = seat!!
        val step = core.running
        val goesOn = if (isBound) core.driveElsewhere(seat) else core.drive(seat)
        waitingFor = null
        openWait = null
        val cancelled = cancelledWait?.also(CancelledWait::end)
        cancelledWait = null
        if (!goesOn) throw CancellationException("EventLoop '${core.name}' was closed.")
        core.running = step
        seat.restoreInterrupt()
        if (takeRequest()) throw cancellation(reason)
        return cancelled?.wentOn != true
    }

    fun yieldNow() {
        home.core.post(seat!!)
        yieldTurn()
    }

    /** The future we wait for is done: our seat goes to the end of the line. */
    override fun wake() {
        val core = home.core
        if (core.isMine() && (core.running as? Arrival<*>)?.resumesAtOnce == true) {
            core.goNext(seat!!)
        } else {
            core.post(seat!!)
        }
    }

    // ---- cancelling --------------------------------------------------------------------------

    override fun passCancel(reason: String?, descent: Descent) =
        home.core.within { descent.goOn { interruptWait(reason) } }

    /** Cancels what the body waits for, unless it is running, not started, or woken already. */
    private fun interruptWait(reason: String?) {
        val future = waitingFor
        if (!isAskedToStop || future == null || future.isDone) return
        passedDown = true
        // A future that will not be cancelled is left alone: nobody may hang on its goodwill.
        if (!sendInto(future, reason) && !future.isDone) openWait?.run()
        goesOnWaitingFor(future)
    }

    private fun goesOnWaitingFor(future: CompletableFuture<*>) {
        if (future.isDone || cancelledWait != null || future !== waitingFor) return
        val wait = CancelledStraightWait(future).also { cancelledWait = it }
        wait.begin()
    }

    override fun passedAgain() =
        home.core.within { if (passedDown && waitingFor != null) takeRequest() }

    private inner class CancelledStraightWait(private val future: CompletableFuture<*>) :
        CancelledWait(this@StraightTask) {
        /** Left although its future is not done, and never may be. */
        var wentOn = false

        override val awaited: Collection<Any> get() = listOf(future)

        override fun goOn() =
            home.core.within {
                if (cancelledWait !== this) return@within
                val open = openWait
                val left = (future as? EngineFuture)?.takeOut { it === this@StraightTask } ?: 0
                if (left > 0) wake()
                wentOn = left > 0 || open?.end() == true
            }
    }

    public override var shields = 0

    override fun abandon() {
        super.abandon()
        seat?.abandon()
    }

    // ---- blocking ----------------------------------------------------------------------------

    /** Runs code that blocks on this thread while somebody else drives the loop. */
    fun <R> runAside(code: Callable<R>): R {
        val core = home.core
        val step = core.running
        val cell: ContextCell = core.contextInProgress()
        var value: R? = null
        var failure: Throwable? = null
        val goesOn =
            core.aside(seat!!, cell) {
                try {
                    value = code.call()
                } catch (thrown: Throwable) {
                    failure = thrown
                }
            }
        // On a loop closed meanwhile the code's result still counts; the next await will throw.
        if (goesOn) core.running = step
        failure?.let { throw forJava(it) }
        @Suppress("UNCHECKED_CAST") // without a failure it is what the code returned
        return value as R
    }

    // ---- introducing itself ------------------------------------------------------------------

    override fun awaiting(): CompletionStage<*>? = waitingFor

    override fun suspendedFrames(): List<StackTraceElement> =
        seat?.thread?.framesOfBody() ?: emptyList()

    private companion object {
        const val NO_LIMIT = Long.MAX_VALUE
    }
}
