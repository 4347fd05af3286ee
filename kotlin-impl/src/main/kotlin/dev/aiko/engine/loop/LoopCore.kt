package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.loop.LoopClock
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater
import java.util.concurrent.locks.LockSupport

/**
 * The loop itself: turns, and the role of driving them. It knows steps, timers and seats; what a
 * task is, it does not know.
 *
 * The role belongs to one thread at a time, [driver]. Everything here that is not volatile is
 * guarded by the role, and the hand-over of the role ([Seat.grant] to [Seat.awaitGrant]) is the
 * happens-before between two drivers. A body that waits drives the loop itself, on its own thread,
 * until its seat comes up in the queue: then it simply returns. When another body's seat comes up,
 * it passes the role there and sleeps.
 *
 *     driver:  null ──host claims──▶ host ⇄ body ⇄ body … ──▶ host ──releases──▶ null
 */
internal class LoopCore(
    val name: String,
    val clock: LoopClock,
    crew: (LoopCore) -> Crew
) {
    @Volatile
    @JvmField
    var driver: Thread? = null

    private val ready = ArrayDeque<Any>()

    /** How many items of the present turn are still to run. */
    private var batch = 0

    /** Whether this run has had a turn: a stop ends the run after a turn, not before the first. */
    private var turned = false

    /** End the run when the turn is over. */
    private var halt = false

    /** End the run when nothing is ready, instead of sleeping: the loop is closing. */
    private var neverSleep = false

    /** What left a step and must leave the run. */
    private var fatal: Throwable? = null

    /** Who called run, and gets the role back at the end of it. */
    private var host: Seat? = null

    /**
     * The step in progress, for everybody who asks whose step this is: a [Errand], a continuation,
     * or any runnable. Null between steps.
     */
    @JvmField
    var running: Any? = null

    /** Times the steps in debug mode. Any thread may set it. */
    @Volatile
    var watch: StepWatch? = null

    @Volatile
    var isClosed = false
        private set

    val inbox = Inbox()
    val timers = TimerHeap()

    /** The context of steps that carry none, as a coroutine from elsewhere on our dispatcher. */
    val strayContext = ContextCell()

    /** Whoever uses this loop; the rooms above find their own object here again. */
    var owner: Any? = null

    /** Reads the context off a continuation; set once by the rooms above, that know tasks. */
    var contextOfStep: (Any?) -> ContextCell? = { null }

    private val crew = crew(this)

    fun isMine(): Boolean = driver === Thread.currentThread()

    fun contextInProgress(): ContextCell =
        when (val step = running) {
            is Errand -> step.cell
            null -> strayContext
            else -> contextOfStep(step) ?: strayContext
        }

    // ---- the way in --------------------------------------------------------------------------

    /** Puts an item at the end of the line, from any thread; false when the loop is closed. */
    fun post(item: Any): Boolean {
        if (isMine()) {
            if (isClosed) return false
            // What other threads sent before this moment comes first.
            if (!inbox.isEmpty()) drainInbox()
            place(item)
            return true
        }
        return when (inbox.push(item)) {
            Inbox.Push.QUEUED -> true
            Inbox.Push.RING -> true.also { LockSupport.unpark(driver) }
            Inbox.Push.REFUSED -> false
        }
    }

    /** Makes it the turn of [seat] right after the present step. Guarded by the role. */
    fun goNext(seat: Seat) {
        ready.addFirst(seat)
        batch++
    }

    private fun drainInbox() = inbox.drain(::place)

    private fun place(item: Any) {
        if (item is Timer) timers.add(item) else ready.addLast(item)
    }

    // ---- running -----------------------------------------------------------------------------

    /**
     * Drives on the calling thread until a stop; the caller has made sure that no loop runs here.
     * [onInterrupt] is told, on that thread, when somebody interrupts it meanwhile.
     */
    fun run(onInterrupt: () -> Unit = {}) {
        check(!isClosed) { "EventLoop '$name' is closed; make a new one." }
        val seat = Seat(this, Thread.currentThread(), onInterrupt)
        check(DRIVER.compareAndSet(this, null, seat.thread)) {
            "EventLoop '$name' is running already; use loop.submit(...) to give it work."
        }
        hostedBy(seat) { drive(seat) }
    }

    private inline fun hostedBy(
        seat: Seat,
        drive: () -> Unit
    ) {
        host = seat
        turned = false
        val before = Ambient.install(seat)
        try {
            drive()
        } finally {
            Ambient.install(before)
            val leaving = fatal
            fatal = null
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

    /** Lets an error leave the run that is going on. Only within the role. */
    fun leaveRun(error: Throwable) {
        if (fatal == null) fatal = error
    }

    // ---- driving -----------------------------------------------------------------------------

    /**
     * Runs items until it is the turn of [me], a body that waits or the host. False when the loop
     * closed instead, which a waiting body has to survive.
     */
    fun drive(me: Seat): Boolean {
        watch?.end(running)
        val eager = me.returnTo
        if (eager != null) {
            // This is the first wait of an eager body: its creator goes on first.
            me.returnTo = null
            pass(eager)
            return granted(me)
        }
        while (true) {
            when (val item = next(me)) {
                is Seat -> {
                    if (item === me) return true.also { watch?.begin() }
                    pass(item)
                    return granted(me)
                }

                is BodyStart -> {
                    crew.hire(item.body)
                    return granted(me)
                }

                else -> step(item)
            }
        }
    }

    private fun granted(me: Seat): Boolean = me.awaitGrant().also { if (it) watch?.begin() }

    /**
     * Drives on a thread that has no body to go back to: returns the next new body, to be run right
     * here, or null after the role has gone elsewhere.
     */
    fun driveIdle(me: Seat): Body? {
        watch?.end(running)
        val eager = me.returnTo
        if (eager != null) {
            me.returnTo = null
            crew.aboutToRest(me)
            pass(eager)
            return null
        }
        while (true) {
            when (val item = next(me)) {
                is Seat -> {
                    crew.aboutToRest(me)
                    pass(item)
                    return null
                }

                is BodyStart -> return item.body

                else -> step(item)
            }
        }
    }

    private fun pass(seat: Seat) {
        running = null
        driver = seat.thread
        seat.grant()
    }

    /** Starts an eager body on a thread of its own and waits for its first suspension or its end. */
    fun runEagerly(body: Body) {
        val me = Seat.driving()!!
        val before = running
        crew.hire(body, returnTo = me)
        me.awaitGrant()
        running = before
    }

    /** Runs [code] on the body's thread while somebody else drives; false when the loop closed. */
    inline fun aside(
        me: Seat,
        cell: ContextCell,
        code: () -> Unit
    ): Boolean {
        stepAside(me)
        me.aside = cell
        try {
            code()
        } finally {
            me.aside = null
        }
        return post(me) && me.awaitGrant()
    }

    fun stepAside(me: Seat) {
        watch?.end(running)
        val eager = me.returnTo
        me.returnTo = null
        if (eager != null) pass(eager) else crew.hire(null)
    }

    private fun step(item: Any) {
        running = item
        val watch = watch
        watch?.begin()
        try {
            (item as Runnable).run()
        } catch (error: Throwable) {
            // Steps deal with ordinary errors themselves; what comes out is meant for the run.
            leaveRun(error)
        }
        watch?.end(item)
        running = null
    }

    // ---- turns -------------------------------------------------------------------------------

    private fun next(me: Seat): Any {
        while (true) {
            if (fatal != null) return host!!
            if (batch > 0) {
                batch--
                return ready.removeFirst()
            }
            if (halt && turned) return host!!
            turn(me)
        }
    }

    private fun turn(me: Seat) {
        running = null
        drainInbox()
        if (ready.isEmpty() && !halt) {
            if (neverSleep) halt = true else sleep(me)
        }
        if (!timers.isEmpty) timers.takeDue(clock.nanoTime()) { ready.addLast(it) }
        batch = ready.size
        turned = true
    }

    private fun sleep(me: Seat) {
        val deadline = timers.earliest()
        if (deadline != LoopClock.FOREVER && deadline <= clock.nanoTime()) return
        if (inbox.beginSleep()) {
            clock.sleepUntil(deadline)
            inbox.endSleep()
            me.noteInterrupt()
        }
        drainInbox()
    }

    // ---- closing -----------------------------------------------------------------------------

    /** Throws away callbacks and timers; [isKept] tells the steps of tasks from them. */
    fun discardCallbacks(isKept: (Any) -> Boolean) {
        drainInbox()
        val kept = ready.filter { item ->
            isKept(item).also { if (!it && item is Scheduled) item.discard() }
        }
        ready.clear()
        ready.addAll(kept)
        batch = 0
        timers.drain { it.discard() }
    }

    /**
     * Claims the role for closing, or says why not. Within [work] the loop can be driven with
     * [driveUntilQuiet]; after it the loop is closed.
     */
    fun close(work: () -> Unit) {
        val seat = Seat(this, Thread.currentThread())
        check(DRIVER.compareAndSet(this, null, seat.thread)) {
            "EventLoop '$name' is running; stop it before closing it."
        }
        try {
            if (!isClosed) hostedBy(seat) { work() }
        } finally {
            isClosed = true
            inbox.close()
            crew.dismiss()
            driver = null
        }
    }

    /** Runs turns as long as something is ready, at most [turns]; does not sleep. */
    fun driveUntilQuiet(turns: Int) {
        neverSleep = true
        try {
            repeat(turns) {
                drainInbox()
                if (ready.isEmpty() && timers.isEmpty) return
                halt = true
                turned = false
                drive(host!!)
                halt = false
            }
        } finally {
            neverSleep = false
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
