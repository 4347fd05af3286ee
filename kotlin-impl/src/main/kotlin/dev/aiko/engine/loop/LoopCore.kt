package dev.aiko.engine.loop

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

    /** Whose run it is, and when that ends. */
    val hosting = Hosting(this)

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

    val timers: TimerHeap get() = agenda.timers

    /** The context of steps that carry none, as a coroutine from elsewhere on our dispatcher. */
    val strayContext = ContextCell()

    /** Whoever uses this loop; the rooms above find their own object here again. Set once. */
    var owner: Any? = null

    /** Whether there is nothing to do at once. Guarded by the role. */
    val isQuiet: Boolean get() = agenda.isQuiet()

    fun isMine(): Boolean = driver === Thread.currentThread()

    /** Gives the role to a thread, if nobody has it. */
    fun claim(thread: Thread): Boolean = DRIVER.compareAndSet(this, null, thread)

    fun release() {
        driver = null
    }

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
        val idle = !hosting.isGoingOn && !isClosed
        if (idle && claim(Thread.currentThread())) {
            try {
                work()
            } finally {
                release()
            }
        } else if (!post(Runnable(work))) {
            work()
        }
    }

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
            hosting.leave(fatal)
        }
    }

    private fun next(me: Seat): Any {
        while (true) {
            hosting.whoLeaves()?.let { return it }
            agenda.take()?.let { return it }
            hosting.whoStops()?.let { return it }
            running = null
            agenda.beginTurn { deadline -> if (!hosting.isStopping) sleep(me, deadline) }
            hosting.hasHadATurn()
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

    /** Nothing gets in any more. */
    fun shut() {
        isClosed = true
        agenda.close(::comesTooLate)
        crewIfAny?.dismiss()
    }

    /** What got in while the loop closed. Seats and new bodies belong to tasks. */
    private fun comesTooLate(item: Any) {
        if (item is Scheduled) item.discard() else (item as? Runnable)?.run()
    }

    /** Throws away callbacks and timers; [isKept] tells the steps of tasks from them. */
    fun discard(isKept: (Any) -> Boolean) = agenda.discard(isKept)

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
