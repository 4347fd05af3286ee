package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient
import java.util.concurrent.ConcurrentLinkedDeque
import java.util.concurrent.TimeUnit

/**
 * The threads of a loop: one for every body that waits on its stack, and one to drive when nobody
 * else is free.
 *
 * A thread whose body has ended goes on driving, and runs the next new body itself. So a program
 * that starts many bodies and waits for them needs as many threads as bodies wait at the same time,
 * and no more.
 */
internal abstract class Crew(
    protected val core: LoopCore
) {
    /** Gives the role to a thread that runs [body], or that just drives when there is none. */
    abstract fun hire(body: Body?, returnTo: Seat?)

    /** Hires for [body]; false when the system has no thread to give, and the body was told. */
    fun hires(body: Body, returnTo: Seat?): Boolean =
        try {
            hire(body, returnTo)
            true
        } catch (noThread: OutOfMemoryError) {
            core.driver = Thread.currentThread()
            body.cannotRun(noThread)
            false
        }

    /** Called within the role, before an idle thread passes it on. */
    open fun aboutToRest(seat: Seat) {}

    /** Waits for another call; false when there will be none. */
    protected open fun rest(seat: Seat): Boolean = false

    /** The loop is closed; idle threads may go. */
    open fun dismiss() {}

    /** What a thread of the crew does, from the grant of the role to its end. */
    protected fun work(seat: Seat) {
        Ambient.install(seat)
        do {
            while (true) {
                runAssigned(seat)
                if (!core.isMine()) return // abandoned at close
                Thread.interrupted() // what was meant for the last body must not hit the next
                if (!core.driveIdle(seat)) break
            }
        } while (rest(seat))
    }

    /** In a frame of its own: the one that drives and rests would keep the body until the next. */
    private fun runAssigned(seat: Seat) {
        val body = seat.assigned ?: return
        seat.assigned = null
        body.runOn(seat)
    }

    /** Makes the role this seat's, before its thread runs or wakes. */
    protected fun assign(
        seat: Seat,
        body: Body?,
        returnTo: Seat?
    ) {
        seat.assigned = body
        seat.returnTo = returnTo
        core.running = null
        core.driver = seat.thread
    }

    companion object {
        /** Virtual threads where the JDK has them, else pooled platform threads. */
        fun forThisJdk(core: LoopCore): Crew =
            VirtualThreads.factory()?.let { VirtualCrew(core, it) } ?: PooledCrew(core)
    }
}

/** One virtual thread a body: so cheap that none is kept. */
private class VirtualCrew(
    core: LoopCore,
    private val newThread: (Runnable) -> Thread
) : Crew(core) {
    override fun hire(body: Body?, returnTo: Seat?) {
        val hired = Hired()
        val seat = Seat(core, newThread(hired))
        hired.seat = seat
        assign(seat, body, returnTo)
        seat.thread.start()
    }

    private inner class Hired : Runnable {
        lateinit var seat: Seat

        override fun run() = work(seat)
    }
}

/** Platform threads, kept for a while when idle. */
private class PooledCrew(
    core: LoopCore
) : Crew(core) {
    // A seat is in here from aboutToRest until somebody takes it out: the next hire, or its own
    // thread when it has waited long enough. remove() tells which of the two was first.
    private val idle = ConcurrentLinkedDeque<Seat>()

    override fun hire(body: Body?, returnTo: Seat?) {
        val rested = idle.pollLast()
        if (rested != null) {
            assign(rested, body, returnTo)
            rested.grant()
        } else {
            val hired = Hired()
            // Like a virtual thread, it inherits no thread-locals of whoever happens to hire it.
            val thread = Thread(null, hired, "${core.name}-body", 0, false)
            thread.isDaemon = true
            val seat = Seat(core, thread)
            hired.seat = seat
            assign(seat, body, returnTo)
            thread.start()
        }
    }

    override fun aboutToRest(seat: Seat) {
        idle.addLast(seat)
    }

    override fun rest(seat: Seat): Boolean {
        if (seat.awaitGrant(KEEP_NANOS)) return true
        if (idle.remove(seat)) return false
        return seat.awaitGrant() // a hire took the seat at the last moment; its grant is coming
    }

    override fun dismiss() {
        while (true) (idle.pollLast() ?: return).abandon()
    }

    private inner class Hired : Runnable {
        lateinit var seat: Seat

        override fun run() = work(seat)
    }

    private companion object {
        val KEEP_NANOS: Long = TimeUnit.SECONDS.toNanos(10)
    }
}
