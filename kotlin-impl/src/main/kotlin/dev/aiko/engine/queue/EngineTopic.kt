package dev.aiko.engine.queue

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitHere
import dev.aiko.engine.wait.grantAll
import dev.aiko.engine.wait.promise
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.Topic
import dev.aiko.queue.TopicStatistics
import dev.aiko.queue.WhenFull
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture

/**
 * A backlog for each subscriber, and a line of those who publish and have to wait. The first in line
 * gives: everybody has the item but those who have no room for it. The others wait for their turn,
 * so that all subscribers see the same order.
 *
 *     OPEN ──close──▶ CLOSED: subscribers get what is left, and nothing is published
 *
 * All states, those of the backlogs and of the publishers as well, are guarded by this: to publish
 * without a wait is one step, which nobody sees half done. Tickets are told outside of it.
 */
internal class EngineTopic<T : Any>(private val replay: Int) : Topic<T> {
    init {
        require(replay >= 0) { "A topic that replays $replay items; zero is the least." }
    }

    private val open = LinkedHashSet<Backlog<T>>()
    private val publishers = Line<Publishing<T>>()
    private val recent = ArrayDeque<T>()
    private var isClosed = false

    /** Takes one step within the monitor; whom it wakes is told outside of it. */
    inline fun <R> step(action: (woken: MutableList<Wish<*>>) -> R): R {
        val woken = ArrayList<Wish<*>>()
        val result = synchronized(this) { action(woken) }
        woken.grantAll()
        return result
    }

    // ---- giving; all of it within the monitor ---------------------------------------------------

    private fun refuseIfClosed() {
        if (isClosed) throw QueueShutdownException(noMoreIn())
    }

    private fun noMoreIn() = "$this is closed; make a new topic."

    /** Gives it to all, or to nobody when somebody has to be waited for, as the first in line has. */
    private fun giveAtOnce(item: T, woken: MutableList<Wish<*>>): Boolean {
        if (open.any { it.hasToBeWaitedFor }) return false
        give(item, woken)
        remember(item)
        return true
    }

    /** Gives it to all who have room, or can do without; whoever is left has to be waited for. */
    private fun give(item: T, woken: MutableList<Wish<*>>): MutableSet<Backlog<T>> {
        val lacking = open.filterNotTo(LinkedHashSet()) { it.offer(item, woken) }
        open.removeIf { !it.isOpen }
        return lacking
    }

    /** Keeps it for those who come later, and gives what it pushes out. */
    private fun remember(item: T): T? {
        if (replay == 0) return null
        val oldest = if (recent.size == replay) recent.removeFirst() else null
        recent.addLast(item)
        return oldest
    }

    /** Lets those in line publish as far as there is room. */
    private fun goOn(woken: MutableList<Wish<*>>) {
        while (true) {
            val first = publishers.first() ?: return
            if (!first.isGiving) first.begin(give(first.item, woken), remember(first.item))
            if (first.hasToWait) return
            publishers.removeFirst()
            first.end()
            woken += first
        }
    }

    /** Somebody has taken an item, and there may be room for the one that is being given. */
    fun refill(backlog: Backlog<T>, woken: MutableList<Wish<*>>) {
        val giving = publishers.first() ?: return
        if (!backlog.hasRoom || !giving.waitsNoMoreFor(backlog)) return
        backlog.offer(giving.item, woken)
        goOn(woken)
    }

    // ---- publishing ----------------------------------------------------------------------------

    override fun tryPublish(item: T): Boolean =
        step { woken ->
            refuseIfClosed()
            giveAtOnce(item, woken)
        }

    override fun publishAsync(item: T): LoopFuture<Void?> = Publishing(this, item).promise()

    /** `publish` of a coroutine. */
    suspend fun publishHere(item: T) {
        if (!tryPublish(item)) Publishing(this, item).awaitHere()
    }

    fun publishOrQueue(wish: Publishing<T>): Boolean =
        step { woken ->
            refuseIfClosed()
            val isGiven = giveAtOnce(wish.item, woken)
            if (!isGiven) {
                publishers.add(wish)
                goOn(woken)
            }
            isGiven
        }

    /** The item of a publish that did not come to its end is not replayed; who has it keeps it. */
    fun leave(wish: Publishing<T>) =
        step { woken ->
            if (publishers.remove(wish) && wish.isGiving) {
                if (replay > 0) recent.removeLast() // only the one who gives has added since
                wish.pushedOut?.let(recent::addFirst)
                wish.end()
                goOn(woken)
            }
        }

    // ---- subscribing ---------------------------------------------------------------------------

    override fun subscribe(capacity: Int, whenFull: WhenFull): Cursor<T> {
        require(capacity > 0) { "A subscriber that holds $capacity items; it takes at least one." }
        val backlog =
            synchronized(this) {
                refuseIfClosed()
                Backlog(this, capacity, whenFull, recent).also(open::add)
            }
        return Subscription(this, backlog)
    }

    fun leave(backlog: Backlog<T>) =
        step { woken ->
            open.remove(backlog)
            backlog.leave(woken)
            if (publishers.first()?.waitsNoMoreFor(backlog) == true) goOn(woken)
        }

    // ---- the end -------------------------------------------------------------------------------

    override fun close() {
        val losers =
            step { woken ->
                isClosed = true
                open.forEach { it.end(woken) }
                open.clear()
                recent.clear()
                publishers.take().onEach { it.end() }
            }
        val text = if (losers.isEmpty()) "" else noMoreIn() // the same for all
        losers.forEach { it.ticket.fail(QueueShutdownException(text)) }
    }

    override fun isClosed(): Boolean = synchronized(this) { isClosed }

    // ---- looking -------------------------------------------------------------------------------

    override fun subscribers(): Int = synchronized(this) { open.size }

    override fun statistics(): TopicStatistics =
        synchronized(this) {
            TopicStatistics(open.size, publishers.size, recent.size, isClosed)
        }

    override fun toString(): String =
        synchronized(this) {
            val state = if (isClosed) "closed" else "open"
            val kept = if (replay > 0) " replayed=${recent.size}/$replay" else ""
            val waiting =
                publishers.first()?.let {
                    " publishing=${publishers.size} waitingFor=[${it.slowest()}]"
                }
            "<Topic $state subscribers=${open.size}$kept${waiting ?: ""}>"
        }
}
