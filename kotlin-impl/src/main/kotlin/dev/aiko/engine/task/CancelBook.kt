package dev.aiko.engine.task

/**
 * The cancel requests of one body, each under its own name, so that a block that made one can take
 * back that one and no other. Opened with the first request; a task that nobody cancels has none.
 *
 *     OPEN ──ask──▶ OPEN …        any, when no request is on its way ──seal──▶ SEALED
 *
 * Asking and sealing race from different threads, and one comes first: either the request decides
 * the outcome, or it is refused because the outcome stands. All states are guarded by this.
 */
internal class CancelBook private constructor(private var isSealed: Boolean) {
    constructor() : this(false)

    /** On their way to the body, in the order in which they came. */
    private val onTheWay = ArrayList<CancelRequest>(1)

    /**
     * Those that have reached it and were not taken back, in that order. A body that goes on without a
     * word may get tens of thousands: neither to ask nor to deliver looks at them.
     */
    private val arrived = LinkedHashSet<CancelRequest>()
    private var arrivals = 0

    /** Made when a wait in the body is noted. */
    private var waits: NotedWaits? = null

    /** Why the last request was made, or the last one that arrived. */
    var reason: String? = null
        @Synchronized get
        private set

    /** What `cancelling()` says: requests of the user's that were not taken back. */
    var counted = 0
        @Synchronized get
        private set

    /** How often requests have reached the body: a moment to compare others with. */
    val moment: Int
        @Synchronized get() = arrivals

    /** Enters a request; false when the body has ended. */
    @Synchronized
    fun ask(request: CancelRequest): Boolean {
        if (isSealed) return false
        onTheWay += request
        if (request.counts) counted++
        reason = request.reason
        return true
    }

    /** Takes back the oldest request, as `uncancel` does; returns how many are left. */
    @Synchronized
    fun takeBack(): Int {
        val oldest = arrived.firstOrNull { it.counts } ?: onTheWay.firstOrNull { it.counts }
        if (oldest != null) takeBack(oldest)
        return counted
    }

    /** Takes back this request: if it has not reached the body, it never will. */
    @Synchronized
    fun takeBack(request: CancelRequest) {
        if ((arrived.remove(request) || onTheWay.remove(request)) && request.counts) counted--
    }

    /** Whether a request waits for the next chance to reach a body in so many shields. */
    @Synchronized
    fun isOpen(shields: Int = 0): Boolean = onTheWay.any { it.passes(shields) }

    /** All requests that can have reached the body; the ones that had not before are returned. */
    @Synchronized
    fun deliver(shields: Int = 0): List<CancelRequest> {
        val arriving = onTheWay.filter { it.passes(shields) }
        if (arriving.isEmpty()) return arriving
        onTheWay -= arriving.toSet()
        arriving.forEach { it.arrival = ++arrivals }
        arrived += arriving
        // What comes from outside says more than that a block inside is stopped for it.
        reason = (arriving.lastOrNull { !it.isFromInside } ?: arriving.last()).reason
        return arriving
    }

    /** These did not get through after all. */
    @Synchronized
    fun reopen(some: List<CancelRequest>) {
        arrived -= some.toSet()
        onTheWay.addAll(0, some)
    }

    /** Whether a request has come since then, or could have come to a body in so many shields. */
    @Synchronized
    fun hasComeSince(moment: Int, shields: Int): Boolean =
        arrivedSince(moment).isNotEmpty() || isOpen(shields)

    /** Those that have come since then come once more, because a failure hid them. */
    @Synchronized
    fun remind(moment: Int) = reopen(arrivedSince(moment))

    private fun arrivedSince(moment: Int) =
        if (moment == arrivals) emptyList() else arrived.filter { it.arrival > moment }

    /** Ends the book before an outcome; false when a request is still on its way to the body. */
    @Synchronized
    fun seal(): Boolean {
        if (onTheWay.isNotEmpty()) return false
        isSealed = true
        return true
    }

    /** In a body that is over nothing waits, and what is noted then is lost. */
    @Synchronized
    fun notedWaits(): NotedWaits =
        waits ?: NotedWaits().also { if (!isSealed) waits = it }

    companion object {
        /** Stands in for the book of a body that ended without a request. */
        val NEVER_OPENED = CancelBook(isSealed = true)
    }
}

/**
 * One request to stop a body.
 *
 * @param counts whether `cancelling()` counts it; a time limit asks without being counted
 * @param isFromInside whether a block of the body's own makes it
 * @param shieldsAround how many shields there are around the block it is meant for: it passes no
 *   other ones
 */
internal class CancelRequest(
    val reason: String?,
    val counts: Boolean = true,
    val isFromInside: Boolean = false,
    private val shieldsAround: Int = 0
) {
    /** When it last reached the body. Guarded by the book. */
    var arrival = 0

    fun passes(shields: Int): Boolean = shields <= shieldsAround
}
