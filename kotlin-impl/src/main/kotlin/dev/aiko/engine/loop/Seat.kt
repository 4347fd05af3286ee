package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import java.util.concurrent.locks.LockSupport

/**
 * A thread's place at a loop: where it waits for the role of driver, and where the role finds it.
 *
 * As an item in the ready queue a seat means "it is the turn of the body that waits here".
 *
 *     [call]:   NONE ──grant──▶ GRANTED ──the thread goes on──▶ NONE
 *                 └───abandon──▶ ABANDONED, for good: the loop closed while the body waited
 */
internal class Seat(
    @JvmField val core: LoopCore,
    @JvmField val thread: Thread,
    private val onInterrupt: () -> Unit = {}
) : Ambient {
    @Volatile
    @JvmField
    var call = NONE

    /** Somebody interrupted the thread while it drove or waited. Only its own thread touches it. */
    private var interrupted = false

    /** Whoever started an eager body and waits for its first suspension. Guarded by the role. */
    @JvmField
    var returnTo: Seat? = null

    /** The context of a body that has given the role away; only its own thread touches it. */
    @JvmField
    var aside: ContextCell? = null

    /** The body that its thread is to run next, and took from here. Guarded by the role. */
    @JvmField
    var assigned: Body? = null

    val isAbandoned: Boolean get() = call == ABANDONED

    /** Gives the role. The caller has made [thread] the driver, and must not touch the loop now. */
    fun grant() {
        if (CALL.compareAndSet(this, NONE, GRANTED)) LockSupport.unpark(thread)
    }

    fun abandon() {
        call = ABANDONED
        LockSupport.unpark(thread)
    }

    /** Waits for the role; false when the loop closed instead. */
    fun awaitGrant(): Boolean {
        while (call == NONE) {
            LockSupport.park(core)
            noteInterrupt()
        }
        return CALL.compareAndSet(this, GRANTED, NONE)
    }

    /** [awaitGrant] for an idle thread, that waits no longer than [nanos]. */
    fun awaitGrant(nanos: Long): Boolean {
        val deadline = System.nanoTime() + nanos
        while (call == NONE) {
            val rest = deadline - System.nanoTime()
            if (rest <= 0) break
            LockSupport.parkNanos(core, rest)
            Thread.interrupted()
        }
        return CALL.compareAndSet(this, GRANTED, NONE)
    }

    /** Puts an interrupt away while the loop runs: a parked driver would spin on it. */
    fun noteInterrupt() {
        if (Thread.interrupted()) {
            interrupted = true
            onInterrupt()
        }
    }

    /** Gives a noted interrupt back to the body it was meant for. */
    fun restoreInterrupt() {
        if (interrupted) {
            interrupted = false
            Thread.currentThread().interrupt()
        }
    }

    override val cell: ContextCell
        get() = if (core.isMine()) core.contextInProgress() else aside ?: core.strayContext

    override fun enter(cell: ContextCell): Any? =
        if (core.isMine()) {
            core.running.also { core.running = Excursion(it, cell) }
        } else {
            aside.also { aside = cell }
        }

    override fun leave(before: Any?) {
        if (core.isMine()) core.running = before else aside = before as ContextCell?
    }

    companion object {
        const val NONE = 0
        const val GRANTED = 1
        const val ABANDONED = 2

        private val CALL = AtomicIntegerFieldUpdater.newUpdater(Seat::class.java, "call")

        /** The seat of a thread that drives its loop at this moment, or null. */
        fun driving(): Seat? = (Ambient.installed() as? Seat)?.takeIf { it.core.isMine() }
    }
}

/** A piece of code that needs a thread of its own because it waits on its stack. */
internal interface Body {
    /** Runs on a thread that holds the role, and holds it again at the end unless abandoned. */
    fun runOn(seat: Seat)

    /** There is no thread to run on. Called within the role. */
    fun cannotRun(cause: Throwable)
}

/** The first turn of a body, in the ready queue. */
internal class BodyStart(
    @JvmField val body: Body
)

/** A step that says which context it runs in. */
internal interface Errand {
    val cell: ContextCell
}

/** A step that is, for a while, in another context than its own. */
internal class Excursion(
    @JvmField val from: Any?,
    override val cell: ContextCell
) : Errand
