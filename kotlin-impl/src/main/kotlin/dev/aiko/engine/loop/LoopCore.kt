package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.context.carrying
import dev.aiko.loop.LoopClock
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import java.util.concurrent.locks.LockSupport

/**
 * The loop itself, and the role of driving it. It knows steps, timers and seats; what a task is, it
 * does not know.
 *
 * The role belongs to one thread at a time, [driver]. Everything here that is not volatile is
 * guarded by the role, and the hand-over of the role ([Seat.grant] to [Seat.awaitGrant]) is the
 * happens-before between two drivers. A body that waits drives the loop itself, on its own thread,
 * until its seat comes up in the line: then it simply returns. When another body's seat comes up,
 * it passes the role there and sleeps.
 *
 *     driver:  null ──host claims──▶ host ⇄ body ⇄ body … ──▶ host ──releases──▶ null
 */
internal class LoopCore(
    val name: String,
    val clock: LoopClock,
    private val errors: CallbackErrors,
    private val newCrew: (LoopCore) -> Crew
) {
    @Volatile
    @JvmField
    var driver: Thread? = null

    private val agenda = Agenda(clock)

    /** Made for the first body: a program in Kotlin may never need it. */
    private var crewIfAny: Crew? = null
    private val crew: Crew get() = crewIfAny ?: newCrew(this).also { crewIfAny = it }

    /** Who called run, and gets the role back at the end of it. Written by the host alone. */
    @Volatile
    private var host: Seat? = null

    /** Whether this run has had a turn: a stop ends the run after a turn, not before the first. */
    private var turned = false

    /** End the run when the turn is over. */
    private var halt = false

    /** What left a step and must leave the run; and what has left one, which it does once. */
    private var fatal: Throwable? = null
    private var hasLeft: Throwable? = null

    /**
     * The step in progress, for everybody who asks whose step this is: an [Errand], or any runnable.
     * Between steps the last one stays, until the loop has nothing to do or somebody else drives it.
     */
    @JvmField
    var running: Any? = null

    /** Times the steps in debug mode. Any thread may set it. */
    @Volatile
    var watch: StepWatch? = null

    @Volatile
    var isClosed = false
        private set

    /** From the beginning of the close: nothing that goes on by itself shall begin anew. */
    @Volatile
    var isClosing = false
        private set

    val timers: TimerHeap get() = agenda.timers

    /** The context of steps that carry none, as a coroutine from elsewhere on our dispatcher. */
    val strayContext = ContextCell()

    /** Whoever uses this loop; the rooms above find their own object here again. Set once. */
    var owner: Any? = null

    fun isMine(): Boolean = driver === Thread.currentThread()

    fun contextInProgress(): ContextCell =
        when (val step = running) {
            // Classes before the interface: before JDK 21 threads fight over its check.
            is SoonHandle -> step.cell

            is LaterHandle -> step.cell

            is Errand -> step.cell

            else -> strayContext
        }

    // ---- the way in --------------------------------------------------------------------------

    /** Puts an item at the end of the line, from any thread; false when the loop is closed. */
    fun post(item: Any): Boolean {
        if (isMine()) {
            if (isClosed) return false
            agenda.add(item)
            return true
        }
        return when (agenda.inbox.push(item)) {
            Inbox.Push.QUEUED -> true
            Inbox.Push.RING -> true.also { LockSupport.unpark(driver) }
            Inbox.Push.REFUSED -> false
        }
    }

    /**
     * Does [work] within the role: at once on the driver's thread, and on any thread while the loop
     * is idle; otherwise in its turn. On a closed loop, where nothing runs any more, at once.
     */
    inline fun within(crossinline work: () -> Unit) {
        if (isMine()) work() else withinFromElsewhere { work() }
    }

    fun withinFromElsewhere(work: () -> Unit) {
        val idle = host == null && !isClosed
        if (idle && DRIVER.compareAndSet(this, null, Thread.currentThread())) {
            try {
                work()
            } finally {
                driver = null
            }
        } else if (!post(Runnable(work))) {
            work()
        }
    }

    val isRunning: Boolean get() = host != null

    /**
     * After a stack overflow somewhere in a wait nobody knows how far that wait had come: the role may
     * be ours still, or given away; the seat in the line, or not. Makes both what a running body has.
     */
    fun recoverRole(seat: Seat): Boolean {
        if (!isMine() && !(post(seat) && seat.awaitGrant())) return false
        agenda.forget(seat)
        return true
    }

    /** Makes it the turn of [seat] right after the present step. Guarded by the role. */
    fun goNext(seat: Seat) = agenda.addFirst(seat)

    // ---- running -----------------------------------------------------------------------------

    /**
     * Drives on the calling thread until a stop; the caller has made sure that no loop runs here.
     * [onInterrupt] is told, on that thread, when somebody interrupts it meanwhile.
     */
    fun run(onInterrupt: () -> Unit = {}) {
        val seat = Seat(this, Thread.currentThread(), onInterrupt)
        claimFor(seat, "is running already; use loop.submit(...) to give it work.")
        hostedBy(seat) {
            // Asked within the role: nobody can close the loop from here on.
            check(!isClosed) { "EventLoop '$name' is closed; make a new one." }
            drive(seat)
        }
    }

    private fun claimFor(seat: Seat, otherwise: String) {
        while (!DRIVER.compareAndSet(this, null, seat.thread)) {
            check(host == null && !isMine()) { "EventLoop '$name' $otherwise" }
            Thread.onSpinWait() // a thread is within the role for a moment, see within()
        }
    }

    private inline fun hostedBy(seat: Seat, drive: () -> Unit) {
        host = seat
        turned = false
        val before = Ambient.install(seat)
        try {
            drive()
        } finally {
            Ambient.install(before)
            val leaving = fatal
            fatal = null
            if (leaving != null) hasLeft = leaving
            halt = false
            running = null
            host = null
            driver = null
            seat.restoreInterrupt()
            if (leaving != null) throw leaving
        }
    }

    /** Ends the run after the present turn. */
    fun stop() {
        if (isMine()) halt = true else post(Runnable { halt = true })
    }

    /** Lets an error leave the run that is going on. Guarded by the role. */
    fun leaveRun(error: Throwable) {
        if (fatal == null && hasLeft !== error) fatal = error
    }

    // ---- driving -----------------------------------------------------------------------------

    /**
     * Runs items until it is the turn of [me], a body that waits or the host. False when the loop
     * closed instead, which a waiting body has to survive.
     */
    fun drive(me: Seat): Boolean {
        watch?.end(running)
        if (returnToCreator(me) || !takeItems(me)) return granted(me)
        watch?.begin()
        return true
    }

    /**
     * Runs items until it is the turn of [me], or false after the role has gone elsewhere.
     *
     * A thread sleeps in here, and parks in whoever calls this. So neither frame names an item: what a
     * frame of the interpreter has named it keeps, a finished body with all that it captured, until
     * the thread wakes.
     */
    private fun takeItems(me: Seat): Boolean {
        while (true) {
            val end = take(next(me), me)
            if (end != Taken.GO_ON) return end == Taken.MY_TURN
        }
    }

    private fun take(item: Any, me: Seat): Taken {
        when (item) {
            is Seat -> {
                if (item === me) return Taken.MY_TURN
                pass(item)
                return Taken.ROLE_GONE
            }

            is BodyStart -> if (crew.hires(item.body, null)) return Taken.ROLE_GONE

            else -> step(item)
        }
        return Taken.GO_ON
    }

    /** [drive] for a body on whose stack nobody else may run: another thread drives meanwhile. */
    fun driveElsewhere(me: Seat): Boolean {
        try {
            stepAside(me)
        } catch (_: RejectedExecutionException) {
            return drive(me) // no thread to be had, and better here than not at all
        }
        return granted(me)
    }

    private fun granted(me: Seat): Boolean = me.awaitGrant().also { if (it) watch?.begin() }

    /**
     * Drives on a thread that has no body to go back to: until the next new body, which it assigns to
     * [me], to be run right here; or false after the role has gone elsewhere. It names no item, as
     * [takeItems] does not.
     */
    fun driveIdle(me: Seat): Boolean {
        if (me.returnTo != null) {
            crew.aboutToRest(me)
            returnToCreator(me)
            return false
        }
        while (true) {
            val end = takeIdle(next(me), me)
            if (end != Taken.GO_ON) return end == Taken.MY_TURN
        }
    }

    private fun takeIdle(item: Any, me: Seat): Taken {
        when (item) {
            is Seat -> {
                crew.aboutToRest(me)
                pass(item)
                return Taken.ROLE_GONE
            }

            is BodyStart -> {
                me.assigned = item.body
                return Taken.MY_TURN
            }

            else -> step(item)
        }
        return Taken.GO_ON
    }

    /** What it means for the thread that took an item. */
    private enum class Taken { GO_ON, MY_TURN, ROLE_GONE }

    /** The first wait of an eager body, or its end: its creator goes on, and nobody before it. */
    private fun returnToCreator(me: Seat): Boolean {
        val creator = me.returnTo ?: return false
        me.returnTo = null
        pass(creator)
        return true
    }

    private fun pass(seat: Seat) {
        running = null
        driver = seat.thread
        seat.grant()
    }

    private fun step(item: Any) {
        running = item
        val watch = watch
        watch?.begin()
        try {
            carrying({ (item as? Errand)?.cell }) {
                if (item is Scheduled) item.run() else (item as Runnable).run()
            }
        } catch (overflow: StackOverflowError) {
            // A body that waits at the end of its stack drives on it; it is the one to unwind.
            throw overflow
        } catch (error: Throwable) {
            // Our steps deal with ordinary errors themselves; a runnable that came through the
            // dispatcher does not. What is fatal is meant for the run.
            tellOrLeave(error)
        }
        watch?.end(item)
    }

    private fun tellOrLeave(error: Throwable) {
        try {
            errors.caught(error, null, null)
        } catch (fatal: Throwable) {
            leaveRun(fatal)
        }
    }

    private fun next(me: Seat): Any {
        while (true) {
            if (fatal != null) return host!!
            agenda.take()?.let { return it }
            if (halt && turned) return host!!
            running = null
            agenda.beginTurn { deadline -> if (!halt) sleep(me, deadline) }
            turned = true
        }
    }

    private fun sleep(me: Seat, deadline: Long) {
        if (!agenda.inbox.beginSleep()) return
        clock.sleepUntil(deadline)
        agenda.inbox.endSleep()
        me.noteInterrupt()
    }

    // ---- bodies that leave the ordinary way --------------------------------------------------

    /** Starts an eager body on a thread of its own and waits for its first suspension or its end. */
    fun runEagerly(body: Body) {
        val me = Seat.driving()!!
        val before = running
        if (crew.hires(body, returnTo = me)) me.awaitGrant()
        running = before
    }

    /** Runs [code] on the body's thread while somebody else drives; false when the loop closed. */
    inline fun aside(me: Seat, cell: ContextCell, code: () -> Unit): Boolean {
        stepAside(me)
        me.aside = cell
        try {
            code()
        } finally {
            me.aside = null
        }
        return post(me) && me.awaitGrant().also { if (it) watch?.begin() }
    }

    fun stepAside(me: Seat) {
        watch?.end(running)
        if (returnToCreator(me)) return
        val step = running
        try {
            crew.hire(null, null)
        } catch (noThread: OutOfMemoryError) {
            driver = me.thread
            running = step
            throw RejectedExecutionException(
                "No thread to drive EventLoop '$name' meanwhile: ${noThread.message}. Run less at a time.",
                noThread
            )
        }
    }

    // ---- closing -----------------------------------------------------------------------------

    /**
     * Closes the loop, or says why not. [work] runs as a run of this thread, in which the last turns
     * may be given with [driveUntilQuiet]; then nothing gets in any more.
     */
    fun close(work: () -> Unit) {
        val seat = Seat(this, Thread.currentThread())
        claimFor(seat, "is running; stop it before closing it.")
        hostedBy(seat) {
            if (isClosed) return
            isClosing = true
            try {
                work()
            } finally {
                isClosed = true
                agenda.close(::comesTooLate)
                crewIfAny?.dismiss()
            }
        }
    }

    /** What got in while the loop closed. Seats and new bodies belong to tasks. */
    private fun comesTooLate(item: Any) {
        if (item is Scheduled) item.discard() else (item as? Runnable)?.run()
    }

    /** Throws away callbacks and timers; [isKept] tells the steps of tasks from them. */
    fun discard(isKept: (Any) -> Boolean) = agenda.discard(isKept)

    /** Runs turns as long as something is ready, at most [turns]; does not sleep. */
    fun driveUntilQuiet(turns: Int) {
        repeat(turns) {
            if (agenda.isQuiet()) return
            halt = true
            turned = false
            drive(host!!)
        }
    }

    private companion object {
        val DRIVER: AtomicReferenceFieldUpdater<LoopCore, Thread?> =
            AtomicReferenceFieldUpdater.newUpdater(
                LoopCore::class.java,
                Thread::class.java,
                "driver"
            )
    }
}

/** Told about the steps in debug mode; guarded by the role. */
internal interface StepWatch {
    fun begin()

    fun end(step: Any?)
}
