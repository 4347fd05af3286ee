package dev.aiko.engine.task

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * The cancel requests of one body: how many it was sent, and how many have reached it. Opened with
 * the first request; a task that nobody cancels has none.
 *
 *     0 ──ask──▶ 1 ──ask──▶ 2 …        any, when all have been delivered ──seal──▶ SEALED
 *
 * Asking and sealing race from different threads, and one comes first: either the request decides
 * the outcome, or it is refused because the outcome stands.
 */
internal class CancelBook(@JvmField @Volatile var asked: Int = 0) {
    /** Guarded by the role. */
    private var delivered = 0

    /** What `cancelling()` says: requests of the user's that were not taken back. */
    @JvmField
    @Volatile
    var counted = 0

    /** Why the last request was made; written before the request can be seen. */
    @Volatile
    var reason: String? = null
        private set

    /** Enters a request; false when the body has ended. A time limit asks without being counted. */
    fun ask(why: String?, counts: Boolean): Boolean {
        while (true) {
            val before = asked
            if (before == SEALED) return false
            val reasonBefore = reason
            reason = why
            if (ASKED.compareAndSet(this, before, before + 1)) {
                if (counts) COUNTED.incrementAndGet(this)
                return true
            }
            reason = reasonBefore
        }
    }

    /** Takes one back; returns how many are left. */
    fun takeBack(): Int = COUNTED.updateAndGet(this) { maxOf(0, it - 1) }

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

    /** Ends the book before an outcome; false when a request came first. */
    fun seal(): Boolean = ASKED.compareAndSet(this, delivered, SEALED)

    companion object {
        private const val SEALED = -1

        /** Stands in for the book of a body that ended without a request. */
        val NEVER_OPENED = CancelBook(SEALED)

        private val ASKED: AtomicIntegerFieldUpdater<CancelBook> =
            AtomicIntegerFieldUpdater.newUpdater(CancelBook::class.java, "asked")

        private val COUNTED: AtomicIntegerFieldUpdater<CancelBook> =
            AtomicIntegerFieldUpdater.newUpdater(CancelBook::class.java, "counted")
    }
}
