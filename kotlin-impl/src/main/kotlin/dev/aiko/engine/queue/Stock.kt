package dev.aiko.engine.queue

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.grantAll
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.QueueStatistics

/**
 * What a queue holds, and three lines: of those who wait for an item, while there is none; of those
 * who wait for room, while there is none; and of those who wait until all is done. Only one of the
 * first two has anybody in it.
 *
 *     OPEN ──end──▶ SHUT DOWN: what is there can be had, nothing gets in
 *
 * An item goes straight to the first who waits, and the place of one that is taken to the first who
 * waits for room. All states are guarded by this; tickets are told outside of it.
 *
 * @param owner the queue, for messages
 */
internal class Stock<T : Any>(
    private val capacity: Int,
    private val items: Order<T>,
    private val owner: Any
) {
    private val getting = Line<Taking<T, *>>()
    private val putting = Line<Putting<T>>()
    private val joining = Line<Joining>()
    private var unfinished = 0
    private var lastNumber = 0L
    private var isShutdown = false
    private var isThrownAway = false

    // ---- moving items; all of it within the monitor --------------------------------------------

    private fun hasRoom() = capacity <= 0 || items.size < capacity

    private fun numbered(item: T) = Numbered(item, ++lastNumber)

    /** Lets an item in: to the first who waits for one, who has to be told, or to the others. */
    private fun letIn(item: Numbered<T>): Wish<*>? {
        val getter = handOn(item)
        if (getter == null) items.add(item) // an order may throw, and then it is not in
        unfinished++
        return getter
    }

    private fun handOn(item: Numbered<T>): Wish<*>? =
        getting.removeFirst()?.also { it.take(item) }

    /**
     * There is room again, for the first who waits for it. An order that will not have his item has
     * refused him, and not the one who made room; then it is for the next.
     */
    private fun letNextIn(): List<Putting<T>> {
        if (putting.isEmpty() || !hasRoom()) return emptyList()
        val told = ArrayList<Putting<T>>(1)
        do {
            val first = putting.removeFirst() ?: break
            first.refusal = refusalOf(first)
            told += first
        } while (first.refusal != null)
        return told
    }

    private fun refusalOf(wish: Putting<T>): Throwable? =
        try {
            letIn(wish)
            null
        } catch (refused: Throwable) {
            refused
        }

    private fun List<Putting<T>>.tellAll() {
        for (wish in this) {
            wish.waitsNoMore()
            val refusal = wish.refusal
            if (refusal == null) wish.ticket.grant() else wish.ticket.fail(refusal)
        }
    }

    private fun letIn(wish: Putting<T>): Wish<*>? {
        val item = numbered(wish.item)
        wish.put = item
        return letIn(item)
    }

    /** An item may be done before it is taken, and thrown away after that. */
    private fun finish(count: Int): List<Wish<*>> {
        unfinished = (unfinished - count).coerceAtLeast(0)
        return if (unfinished == 0) joining.take() else emptyList()
    }

    // ---- putting -------------------------------------------------------------------------------

    fun tryPut(item: T): Boolean {
        val getter =
            synchronized(this) {
                if (isShutdown || !hasRoom()) return false
                letIn(numbered(item))
            }
        getter?.ticket?.grant()
        return true
    }

    fun putOrQueue(wish: Putting<T>): Boolean {
        var getter: Wish<*>? = null
        val isOpen =
            synchronized(this) {
                if (!isShutdown && !hasRoom()) {
                    putting.add(wish)
                    return false
                }
                if (!isShutdown) getter = letIn(wish)
                !isShutdown
            }
        if (!isOpen) throw takesNoMore() // out here, because the text asks the items
        getter?.ticket?.grant()
        return true
    }

    @Synchronized
    fun leave(wish: Putting<T>): Boolean = putting.remove(wish)

    /** Whoever put it was cancelled: it goes again; false when somebody has taken it by now. */
    fun takeBack(wish: Putting<T>): Boolean {
        val joiners: List<Wish<*>>
        val putters =
            synchronized(this) {
                val mine = wish.put ?: return true
                wish.put = null
                if (!items.remove(mine)) return false
                joiners = finish(1)
                letNextIn()
            }
        joiners.grantAll()
        putters.tellAll()
        return true
    }

    // ---- getting -------------------------------------------------------------------------------

    fun tryTake(): Numbered<T>? {
        val putters: List<Putting<T>>
        val item =
            synchronized(this) {
                (items.next() ?: return null).also { putters = letNextIn() }
            }
        putters.tellAll()
        return item
    }

    fun takeOrQueue(wish: Taking<T, *>): Boolean {
        val putters: List<Putting<T>>
        synchronized(this) {
            if (wish.value != null) return true // its way was left before it began
            val next = items.next()
            if (next == null) {
                if (!isShutdown) getting.add(wish)
                return isShutdown // and then he finds the end when he goes on
            }
            wish.take(next)
            putters = letNextIn()
        }
        putters.tellAll()
        return true
    }

    /** After the end: what is still there, or has come back; false when there is nothing. */
    @Synchronized
    fun takeTheRest(wish: Taking<T, *>): Boolean {
        val next = items.next()
        if (next == null) wish.atTheEnd() else wish.take(next)
        return next != null
    }

    @Synchronized
    fun leave(wish: Taking<T, *>): Boolean = getting.remove(wish)

    /** Its way through is left; whether it was in line, and is to be told. */
    @Synchronized
    fun endFor(wish: Next<T>): Boolean {
        if (wish.value == null) wish.atTheEnd()
        return getting.remove(wish)
    }

    /** It was taken and reached nobody: it is for the next one, or goes back to its place. */
    fun putBack(wish: Taking<T, *>) {
        putBack(synchronized(this) { wish.untake() } ?: return)
    }

    fun putBack(lost: Numbered<T>) {
        val woken =
            synchronized(this) {
                val next = if (isThrownAway) null else handOn(lost)
                when {
                    isThrownAway -> finish(1)
                    next == null -> emptyList<Wish<*>>().also { items.putBack(lost) }
                    else -> listOf(next)
                }
            }
        woken.grantAll()
    }

    // ---- counting what is done -----------------------------------------------------------------

    fun oneIsDone() {
        val joiners = synchronized(this) { if (unfinished > 0) finish(1) else null }
        checkNotNull(joiners) {
            "taskDone() was called more often than items were put into $owner; " +
                "call it once for each item that was taken."
        }
        joiners.grantAll()
    }

    @Synchronized
    fun joinOrQueue(wish: Joining): Boolean = (unfinished == 0).also { if (!it) joining.add(wish) }

    @Synchronized
    fun leave(wish: Joining) {
        joining.remove(wish)
    }

    // ---- the end -------------------------------------------------------------------------------

    fun shutdown(immediate: Boolean) {
        val losers: List<Putting<T>>
        val takers: List<Taking<T, *>>
        val joiners: List<Wish<*>>
        synchronized(this) {
            isShutdown = true
            losers = putting.take()
            takers = getting.take()
            joiners = if (immediate) throwAway() else emptyList()
        }
        val text = if (losers.isEmpty()) "" else noMoreIn() // long, and the same for all
        for (loser in losers) {
            loser.waitsNoMore()
            loser.ticket.fail(QueueShutdownException(text))
        }
        takers.grantAll() // and they find the end when they go on
        joiners.grantAll()
    }

    private fun throwAway(): List<Wish<*>> {
        isThrownAway = true
        var count = 0
        while (items.next() != null) count++
        return finish(count)
    }

    fun takesNoMore() = QueueShutdownException(noMoreIn())

    private fun noMoreIn() = "$owner was shut down and takes nothing in; put into a new queue."

    fun hasNoMore() =
        QueueShutdownException(
            "$owner was shut down and has nothing left; stop here, as asSequence() does by itself."
        )

    // ---- looking -------------------------------------------------------------------------------

    @Synchronized
    fun isShutdown(): Boolean = isShutdown

    val size: Int @Synchronized get() = items.size

    val sizeWithPutters: Int @Synchronized get() = items.size + putting.size

    val open: Int @Synchronized get() = unfinished

    @Synchronized
    fun isFull(): Boolean = !hasRoom()

    @Synchronized
    fun first(most: Int): List<T> = items.first(most)

    @Synchronized
    fun statistics() =
        QueueStatistics(
            items.size,
            capacity.coerceAtLeast(0),
            getting.size,
            putting.size,
            unfinished
        )
}
