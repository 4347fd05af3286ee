package dev.aiko.engine.queue

import dev.aiko.engine.loop.textOf
import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitHere
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.grantAll
import dev.aiko.engine.wait.promise
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueEmptyException
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.QueueStatistics
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.LoopFuture
import java.util.Optional

/**
 * Items, and two lines: of those who wait for an item, while there is none, and of those who wait for
 * room, while there is none. Only one of the two has anybody in it.
 *
 *     OPEN ──shutdown──▶ SHUT DOWN: what is there can be had, nothing gets in
 *
 * An item goes straight to the first who waits, and the place of one that is taken to the first who
 * waits for room. All states are guarded by this; tickets are told outside of it.
 */
internal class EngineQueue<T : Any>(
    private val capacity: Int,
    private val items: Order<T>
) : AsyncQueue<T> {
    private val getting = Line<Taking<*>>()
    private val putting = Line<Putting>()
    private val joining = Line<Joining>()
    private var unfinished = 0
    private var lastNumber = 0L
    private var isShutdown = false
    private var isThrownAway = false

    /** What those who go through a queue to its end find there; null for the plain end. */
    private var lastWord: Throwable? = null

    /** How many there are of those that came before the queue was used; they take no room. */
    private var preloaded = 0

    private fun hasRoom() = capacity <= 0 || items.size - preloaded < capacity

    private fun takeNext(): Numbered<T>? =
        items.next()?.also { if (preloaded > 0) preloaded-- }

    // ---- moving items; all of it within the monitor --------------------------------------------

    /** Lets an item in: to the first who waits for one, who has to be told, or to the others. */
    private fun letIn(item: T): Wish<*>? = letIn(Numbered(item, ++lastNumber))

    private fun letIn(item: Numbered<T>): Wish<*>? {
        val getter = handOn(item)
        if (getter == null) items.add(item) // an order may throw, and then it is not in
        unfinished++
        return getter
    }

    private fun handOn(item: Numbered<T>): Wish<*>? {
        val first = getting.removeFirst() ?: return null
        first.take(item)
        return first
    }

    /** There is room again, for the first who waits for it. */
    private fun letNextIn(): Wish<*>? {
        if (!hasRoom()) return null
        val first = putting.removeFirst() ?: return null
        first.letIn()
        return first
    }

    private fun finish(count: Int): List<Wish<*>> {
        unfinished -= count
        return if (unfinished == 0) joining.take() else emptyList()
    }

    // ---- wishes --------------------------------------------------------------------------------

    /** Somebody who wants an item; what he makes of it, and of the end, is his. */
    internal abstract inner class Taking<R> : Wish<R>() {
        private var taken: Numbered<T>? = null

        fun take(item: Numbered<T>) {
            taken = item
            value = of(item.item)
        }

        abstract fun of(item: T): R

        /** The queue is shut down, and there is nothing. */
        abstract fun atTheEnd()

        override fun takeOrQueue(): Boolean {
            val putter: Wish<*>?
            synchronized(this@EngineQueue) {
                val next = takeNext()
                if (next == null) {
                    if (isShutdown) atTheEnd() else getting.add(this)
                    return isShutdown
                }
                take(next)
                putter = letNextIn()
            }
            putter?.ticket?.grant()
            return true
        }

        override fun leave() {
            synchronized(this@EngineQueue) { getting.remove(this) }
        }

        override fun giveBack() {
            val woken =
                synchronized(this@EngineQueue) {
                    val lost = taken ?: return
                    taken = null
                    if (isThrownAway) {
                        finish(1)
                    } else {
                        listOfNotNull(handOn(lost) ?: null.also { items.putBack(lost) })
                    }
                }
            woken.grantAll()
        }
    }

    private inner class Getting : Taking<T>() {
        override fun of(item: T): T = item

        override fun atTheEnd() = throw shutDown()
    }

    /** The next item for somebody who goes through the queue. */
    inner class Next : Taking<Optional<T>>() {
        /** Waits no more, and finds the end; without effect when an item has come. */
        fun end() {
            if (!synchronized(this@EngineQueue) { getting.remove(this) }) return
            value = Optional.empty()
            ticket.grant()
        }

        override fun of(item: T): Optional<T> = Optional.of(item)

        override fun atTheEnd() {
            val word = synchronized(this@EngineQueue) { lastWord.also { lastWord = null } }
            if (word != null) throw word
            value = Optional.empty()
        }
    }

    private inner class Putting(private val item: T) : Wish<Void?>() {
        private var put: Numbered<T>? = null

        fun letIn(): Wish<*>? = letIn(Numbered(item, ++lastNumber).also { put = it })

        override fun takeOrQueue(): Boolean {
            val getter: Wish<*>?
            synchronized(this@EngineQueue) {
                if (isShutdown) throw shutDown()
                if (!hasRoom()) {
                    putting.add(this)
                    return false
                }
                getter = letIn()
            }
            getter?.ticket?.grant()
            return true
        }

        override fun leave() {
            synchronized(this@EngineQueue) { putting.remove(this) }
        }

        /** Whoever put it was cancelled: it goes again, unless somebody has taken it by now. */
        override fun giveBack() {
            val woken =
                synchronized(this@EngineQueue) {
                    if (!items.remove(put!!)) return
                    finish(1) + listOfNotNull(letNextIn())
                }
            woken.grantAll()
        }
    }

    private inner class Joining : Wish<Void?>() {
        override fun takeOrQueue(): Boolean =
            synchronized(this@EngineQueue) {
                (unfinished == 0).also { if (!it) joining.add(this) }
            }

        override fun leave() {
            synchronized(this@EngineQueue) { joining.remove(this) }
        }

        override fun giveBack() {}
    }

    private fun shutDown() = QueueShutdownException("$this was shut down.")

    // ---- putting -------------------------------------------------------------------------------

    override fun tryPut(item: T): Boolean {
        val getter =
            synchronized(this) {
                if (isShutdown || !hasRoom()) return false
                letIn(item)
            }
        getter?.ticket?.grant()
        return true
    }

    override fun putNow(item: T) {
        if (tryPut(item)) return
        throw if (isShutdown()) shutDown() else QueueFullException("$this is full.")
    }

    /** `put` of a coroutine. */
    suspend fun putHere(item: T) {
        if (!tryPut(item)) Putting(item).awaitHere()
    }

    override fun putAsync(item: T): LoopFuture<Void?> = Putting(item).promise()

    override fun putBlocking(item: T) {
        Putting(item).block("putBlocking")
    }

    // ---- getting -------------------------------------------------------------------------------

    override fun tryGet(): T? {
        val putter: Wish<*>?
        val item =
            synchronized(this) {
                takeNext().also { putter = if (it == null) null else letNextIn() }
            }
        putter?.ticket?.grant()
        return item?.item
    }

    override fun getNow(): T =
        tryGet() ?: throw if (isShutdown()) shutDown() else QueueEmptyException("$this is empty.")

    /** `get` of a coroutine. */
    suspend fun getHere(): T = tryGet() ?: Getting().awaitHere()

    override fun getAsync(): LoopFuture<T> = Getting().promise()

    override fun getBlocking(): T = Getting().block("getBlocking")

    override fun drainTo(target: MutableCollection<in T>, most: Int): Int {
        require(most >= 0) { "drainTo at most $most items; zero is the least." }
        var moved = 0
        while (moved < most) {
            target.add(tryGet() ?: break)
            moved++
        }
        return moved
    }

    override fun asSequence(): AsyncSequence<T> = QueueSequence { QueueCursor(this) }

    // ---- counting what is done -----------------------------------------------------------------

    override fun taskDone() {
        val joiners =
            synchronized(this) {
                check(unfinished > 0) {
                    "taskDone() was called more often than items were put into $this."
                }
                finish(1)
            }
        joiners.grantAll()
    }

    override fun joinAsync(): LoopFuture<Void?> = Joining().promise()

    /** `join` of a coroutine. */
    suspend fun joinHere() {
        if (unfinished() > 0) Joining().awaitHere()
    }

    // ---- the end -------------------------------------------------------------------------------

    override fun shutdown(immediate: Boolean) = end(immediate, null)

    /** Shuts down; whoever goes through to the end finds [why] there. */
    fun end(immediate: Boolean, why: Throwable?) {
        val losers: List<Wish<*>>
        val takers: List<Taking<*>>
        val joiners: List<Wish<*>>
        synchronized(this) {
            if (!isShutdown) lastWord = why
            isShutdown = true
            losers = putting.take()
            takers = getting.take()
            joiners = if (immediate) throwAway() else emptyList()
        }
        losers.forEach { it.ticket.fail(shutDown()) }
        takers.forEach(::tellTheEnd)
        joiners.grantAll()
    }

    private fun throwAway(): List<Wish<*>> {
        isThrownAway = true
        var count = 0
        while (takeNext() != null) count++
        return finish(count)
    }

    private fun tellTheEnd(taker: Taking<*>) {
        try {
            taker.atTheEnd()
            taker.ticket.grant()
        } catch (why: Throwable) {
            taker.ticket.fail(why)
        }
    }

    @Synchronized
    override fun isShutdown(): Boolean = isShutdown

    // ---- looking -------------------------------------------------------------------------------

    /** What was there before the queue is used, beyond its capacity if need be. */
    @Synchronized
    fun preload(some: Collection<T>) {
        preloaded = some.size
        some.forEach { letIn(it) }
    }

    @Synchronized
    override fun size(): Int = items.size

    override fun isEmpty(): Boolean = size() == 0

    @Synchronized
    override fun isFull(): Boolean = !hasRoom()

    override fun capacity(): Int = capacity.coerceAtLeast(0)

    @Synchronized
    override fun unfinished(): Int = unfinished

    @Synchronized
    override fun statistics() =
        QueueStatistics(items.size, capacity(), getting.size, putting.size, unfinished)

    private val producers = Producers(this)

    override fun newProducer(): AsyncQueue.Producer<T> = producers.begin()

    override fun toString(): String {
        val now = statistics()
        val first = synchronized(this) { items.first(SHOWN) }.map(::textOf)
        val more = if (now.size > first.size) ", …" else ""
        return "<AsyncQueue size=${now.size}${if (now.capacity > 0) "/${now.capacity}" else ""}" +
            " items=[${first.joinToString()}$more]" +
            (if (now.getting > 0) " getting=${now.getting}" else "") +
            (if (now.putting > 0) " putting=${now.putting}" else "") +
            " unfinished=${now.unfinished}${if (isShutdown()) " shutdown" else ""}>"
    }

    private companion object {
        const val SHOWN = 8
    }
}
