package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient

/**
 * The runs of a loop, one after the other: who hosts it, and what ends a run. The close of a loop is
 * a run as well, the last one.
 *
 *     [host]:  null ──run, close──▶ seat ──a stop and a turn, or a fatal error──▶ null
 *
 * The host has the role of driving first, and gets it back at the end. Everything here that is not
 * volatile is guarded by the role.
 */
internal class Hosting(private val core: LoopCore) {
    /** Who called run. Written by the host alone. */
    @Volatile
    private var host: Seat? = null

    val isGoingOn: Boolean get() = host != null

    /** Whether this run has had a turn: a stop ends the run after a turn, not before the first. */
    private var hasTurned = false

    /** End the run when the turn is over: nobody waits for anything new. */
    var isStopping = false
        private set

    /** What left a step and must leave the run; and what has left one, which it does once. */
    private var fatal: Throwable? = null
    private var hasLeft: Throwable? = null

    /** From the beginning of the close: nothing that goes on by itself shall begin anew. */
    @Volatile
    var isClosing = false
        private set

    // ---- a run -------------------------------------------------------------------------------

    /**
     * Drives on the calling thread until a stop; the caller has made sure that no loop runs here.
     * [onInterrupt] is told, on that thread, when somebody interrupts it meanwhile.
     */
    fun run(onInterrupt: () -> Unit = {}) {
        val seat = Seat(core, Thread.currentThread(), onInterrupt)
        by(seat, "is running already; use loop.submit(...) to give it work.") {
            // Asked within the role: nobody can close the loop from here on.
            check(!core.isClosed) { "EventLoop '${core.name}' is closed; make a new one." }
            core.drive(seat)
        }
    }

    private inline fun by(
        seat: Seat,
        otherwise: String,
        drive: () -> Unit
    ) {
        while (!core.claim(seat.thread)) {
            check(host == null && !core.isMine()) { "EventLoop '${core.name}' $otherwise" }
            Thread.onSpinWait() // a thread is within the role for a moment, see LoopCore.within
        }
        host = seat
        hasTurned = false
        val before = Ambient.install(seat)
        try {
            drive()
        } finally {
            Ambient.install(before)
            val leaving = fatal
            fatal = null
            if (leaving != null) hasLeft = leaving
            isStopping = false
            core.running = null
            host = null
            core.release()
            seat.restoreInterrupt()
            if (leaving != null) throw leaving
        }
    }

    /** Ends the run after the present turn. */
    fun stop() {
        if (core.isMine()) isStopping = true else core.post(Runnable { isStopping = true })
    }

    /** Lets an error leave the run that is going on. */
    fun leave(error: Throwable) {
        if (fatal == null && hasLeft !== error) fatal = error
    }

    /** The seat to go to if the run cannot wait for the end of a turn. */
    fun whoLeaves(): Seat? = if (fatal == null) null else host

    /** The seat to go to if the run is over, after a turn. */
    fun whoStops(): Seat? = if (isStopping && hasTurned) host else null

    fun hasHadATurn() {
        hasTurned = true
    }

    // ---- the end -----------------------------------------------------------------------------

    /**
     * Closes the loop, or says why not. [work] runs as a run of this thread, in which the last turns
     * may be given with [driveUntilQuiet]; then nothing gets in any more.
     */
    fun close(work: () -> Unit) {
        val seat = Seat(core, Thread.currentThread())
        by(seat, "is running; stop it before closing it.") {
            if (core.isClosed) return
            isClosing = true
            try {
                work()
            } finally {
                core.shut()
            }
        }
    }

    /** Runs turns as long as something is ready, at most [turns]; does not sleep. */
    fun driveUntilQuiet(turns: Int) {
        repeat(turns) {
            if (core.isQuiet) return
            isStopping = true
            hasTurned = false
            core.drive(host!!)
        }
    }
}
