package dev.aiko.engine.loop

import dev.aiko.loop.LoopClock
import java.util.ArrayDeque

/**
 * What a loop has to do, in order: the line of ready items, cut into turns; the timers; and the
 * inbox, through which other threads get in.
 *
 * A turn takes what is ready at its start, then the timers that are due; what is added while it
 * runs belongs to the next one. Everything is guarded by the role, but for [inbox].
 */
internal class Agenda(private val clock: LoopClock) {
    val inbox = Inbox()
    val timers = TimerHeap()

    private val ready = ArrayDeque<Any>() // Java's, which is the quicker one

    /** How many items of the present turn are still to be taken. */
    private var batch = 0

    /** Puts an item at the end of the line, after all that other threads sent before this moment. */
    fun add(item: Any) {
        if (!inbox.isEmpty()) readInbox()
        place(item)
    }

    /** Makes it the turn of [item] right after the present step. */
    fun addFirst(item: Any) {
        ready.addFirst(item)
        batch++
    }

    /** Takes an item out of the line, wherever it stands. */
    fun forget(item: Any) {
        readInbox()
        val place = ready.indexOf(item)
        if (place < 0) return
        if (place < batch) batch--
        ready.remove(item)
    }

    fun readInbox() = inbox.drain(::place)

    private fun place(item: Any) {
        if (item is Timer) timers.add(item) else ready.addLast(item)
    }

    /** The next item of the present turn, or null when the turn is over. */
    fun take(): Any? {
        if (batch == 0) return null
        batch--
        return ready.removeFirst()
    }

    /** Begins a turn; with nothing to do it first lets [sleep] wait for the first deadline. */
    inline fun beginTurn(sleep: (deadline: Long) -> Unit) {
        readInbox()
        if (nothingReady()) {
            val deadline = timers.earliest()
            if (deadline == LoopClock.FOREVER || deadline > now()) {
                sleep(deadline)
                readInbox()
            }
        }
        takeDueTimers()
    }

    fun nothingReady(): Boolean = ready.isEmpty()

    fun now(): Long = clock.nanoTime()

    fun takeDueTimers() {
        // Reading the clock costs as much as a step; a loop without timers does not.
        if (!timers.isEmpty) timers.takeDue(clock.nanoTime()) { ready.addLast(it) }
        batch = ready.size
    }

    /** Whether a turn begun now would have something to do, without sleeping. */
    fun isQuiet(): Boolean {
        readInbox()
        return ready.isEmpty() && timers.earliest().let { it == LoopClock.FOREVER || it > now() }
    }

    /** Throws away timers, and the ready items that are not [kept]. */
    inline fun discard(kept: (Any) -> Boolean) {
        readInbox()
        val survivors = ArrayList<Any>()
        while (true) {
            val item = takeAny() ?: break
            if (kept(item)) {
                survivors.add(item)
            } else if (item is Scheduled) {
                item.discard()
            }
        }
        survivors.forEach(::add)
        timers.drain { it.discard() }
    }

    /** Refuses everything from now on, and hands over all that is left. */
    fun close(take: (Any) -> Unit) {
        readInbox()
        inbox.close(take)
        while (true) take(takeAny() ?: break)
        timers.drain(take)
    }

    fun takeAny(): Any? {
        batch = 0
        return ready.pollFirst()
    }
}
