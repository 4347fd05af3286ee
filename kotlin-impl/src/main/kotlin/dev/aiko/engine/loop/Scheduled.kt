package dev.aiko.engine.loop

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * Something the loop will do once, unless it is taken back first.
 *
 *     WAITING ──claim──▶ STARTED
 *        └─────revoke──▶ REVOKED
 *
 * The two race from different threads, and one of them wins: a revoked item never starts.
 */
internal abstract class Scheduled : Runnable {
    @Volatile
    @JvmField
    var progress = WAITING

    val isRevoked: Boolean get() = progress == REVOKED

    /** Takes the item back; false when it has started or was taken back before. */
    fun revoke(): Boolean = PROGRESS.compareAndSet(this, WAITING, REVOKED)

    final override fun run() {
        if (PROGRESS.compareAndSet(this, WAITING, STARTED)) fire()
    }

    protected abstract fun fire()

    /** The loop closes and throws this away unfired. */
    open fun discard() {
        revoke()
    }

    companion object {
        const val WAITING = 0
        const val STARTED = 1
        const val REVOKED = 2

        private val PROGRESS =
            AtomicIntegerFieldUpdater.newUpdater(Scheduled::class.java, "progress")
    }
}

/** Something the loop will do when its time has come: by [deadline], then by [order]. */
internal abstract class Timer(
    @JvmField protected val core: LoopCore,
    @JvmField val deadline: Long
) : Scheduled() {
    /** Given by the heap when it takes the timer in; only the driver touches it. */
    @JvmField
    var order = 0L

    fun cancelTimer(): Boolean {
        if (!revoke()) return false
        // A loop that sleeps would keep them all: now and then it is asked to sweep.
        if (core.timers.oneIsDead() % SWEEP_EVERY == 0) core.post(core.timers)
        return true
    }

    private companion object {
        const val SWEEP_EVERY = 10_000
    }
}
