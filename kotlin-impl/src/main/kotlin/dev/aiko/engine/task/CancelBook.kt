package dev.aiko.engine.task

import java.util.concurrent.atomic.AtomicLongFieldUpdater

/**
 * The cancel requests of one body: how many it was sent, and how many have reached it. Opened with
 * the first request; a task that nobody cancels has none.
 *
 *     0 ──ask──▶ 1 ──ask──▶ 2 …        any, when all have been delivered ──seal──▶ SEALED
 *
 * Asking and sealing race from different threads, and one comes first: either the request decides
 * the outcome, or it is refused because the outcome stands. What was asked and what of it counts
 * change in one step, or a body that takes a request back at once would do so before it counts.
 */
internal class CancelBook private constructor(asked: Int) {
    constructor() : this(0)

    /** The requests asked in the lower half, those that count in the upper one. */
    @Volatile
    @JvmField
    var entries: Long = pack(asked, 0)

    /** Guarded by the role. */
    private var delivered = 0

    /** How many of the undelivered ones were withdrawn. Guarded by the role. */
    private var voided = 0

    /** How many requests came from time limits, which do not count for `cancelling()`. */
    @Volatile
    var uncounted = 0
        private set

    /** Why the last request was made; written before the request can be seen. */
    @Volatile
    var reason: String? = null
        private set

    private val asked: Int get() = entries.toInt()

    /** What `cancelling()` says: requests of the user's that were not taken back. */
    val counted: Int get() = (entries ushr Int.SIZE_BITS).toInt()

    /**
     * Enters a request and gives its number, from one; zero when the body has ended. A time limit
     * asks without being counted.
     */
    fun ask(why: String?, counts: Boolean): Int {
        while (true) {
            val seen = entries
            if (seen.toInt() == SEALED) return 0
            val before = reason
            reason = why
            val more = if (counts) 1 else 0
            if (ENTRIES.compareAndSet(this, seen, seen + pack(1, more))) {
                if (!counts) uncounted++
                return seen.toInt() + 1
            }
            reason = before
        }
    }

    /** Takes one back; returns how many are left. */
    fun takeBack(): Int {
        while (true) {
            val seen = entries
            if (seen ushr Int.SIZE_BITS == 0L) return 0
            val left = seen - pack(0, 1)
            if (ENTRIES.compareAndSet(this, seen, left)) return (left ushr Int.SIZE_BITS).toInt()
        }
    }

    /**
     * Takes back the request of that number, of a block that is over: if it has not reached the body,
     * it never will. Others that are open stay so. Guarded by the role.
     */
    fun withdraw(number: Int): Int {
        if (number > delivered) voided++
        return takeBack()
    }

    /**
     * Whether a request that was delivered has to be thrown once more, because a failure took the
     * place of its cancellation. Guarded by the role.
     */
    var isToRemind = false

    /** Whether a request waits for the next chance to reach the body. */
    val isOpen: Boolean
        get() = asked.let { it != SEALED && (isToRemind || it - delivered > voided) }

    /** All requests have reached the body, or are void. */
    fun deliver() {
        delivered = asked
        voided = 0
        isToRemind = false
    }

    /** The last request did not get through after all. */
    fun reopen() {
        delivered = asked - 1
        voided = 0
    }

    /** Ends the book before an outcome; false when a request came first. */
    fun seal(): Boolean {
        while (true) {
            val seen = entries
            if (isToRemind || seen.toInt() - delivered != voided) return false
            val sealed = pack(SEALED, (seen ushr Int.SIZE_BITS).toInt())
            if (ENTRIES.compareAndSet(this, seen, sealed)) return true
        }
    }

    companion object {
        private const val SEALED = -1

        private fun pack(asked: Int, counted: Int): Long =
            (counted.toLong() shl Int.SIZE_BITS) or (asked.toLong() and 0xFFFF_FFFFL)

        /** Stands in for the book of a body that ended without a request. */
        val NEVER_OPENED = CancelBook(SEALED)

        private val ENTRIES: AtomicLongFieldUpdater<CancelBook> =
            AtomicLongFieldUpdater.newUpdater(CancelBook::class.java, "entries")
    }
}
