package dev.aiko.engine.task

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * How many cancel requests a body was sent, and how many have reached it.
 *
 *     0 ──ask──▶ 1 ──ask──▶ 2 …        any, when all have been delivered ──seal──▶ SEALED
 *
 * Asking and sealing race from different threads, and one comes first: either the request decides
 * the outcome, or it is refused because the outcome stands.
 */
internal class CancelBook {
    @Volatile
    @JvmField
    var asked = 0

    /** Guarded by the role. */
    private var delivered = 0

    /** Enters a request; false when the body has ended. */
    fun ask(): Boolean {
        while (true) {
            val before = asked
            if (before == SEALED) return false
            if (ASKED.compareAndSet(this, before, before + 1)) return true
        }
    }

    /** Whether a request waits for the next chance to reach the body. */
    val isOpen: Boolean get() = asked.let { it != SEALED && it != delivered }

    /** All requests have reached the body, or are void. */
    fun deliver() {
        delivered = asked
    }

    /** The last request did not get through after all. */
    fun reopen() {
        delivered = asked - 1
    }

    /** Takes the open requests, for a body that is about to throw them. */
    fun take(): Boolean = isOpen.also { if (it) deliver() }

    /** Ends the book before an outcome; false when a request came first. */
    fun seal(): Boolean = ASKED.compareAndSet(this, delivered, SEALED)

    private companion object {
        const val SEALED = -1

        val ASKED: AtomicIntegerFieldUpdater<CancelBook> =
            AtomicIntegerFieldUpdater.newUpdater(CancelBook::class.java, "asked")
    }
}
