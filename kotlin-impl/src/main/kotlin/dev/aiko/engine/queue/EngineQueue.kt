package dev.aiko.engine.queue

import dev.aiko.engine.loop.textOf
import dev.aiko.engine.wait.awaitHere
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.promise
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueEmptyException
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.QueueStatistics
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.LoopFuture

/** A queue as its users see it: every way to put, to get and to wait, over one [Stock]. */
internal class EngineQueue<T : Any>(
    private val capacity: Int,
    items: Order<T>
) : AsyncQueue<T> {
    private val stock = Stock(capacity, items, this)
    private val producers = Producers(this, stock)

    // ---- putting -------------------------------------------------------------------------------

    override fun tryPut(item: T): Boolean = stock.tryPut(item)

    override fun putNow(item: T) {
        if (tryPut(item)) return
        throw if (isShutdown()) {
            stock.takesNoMore()
        } else {
            QueueFullException("$this is full; await putAsync(…), or take an item out before.")
        }
    }

    /** `put` of a coroutine. */
    suspend fun putHere(item: T) {
        if (!tryPut(item)) Putting(stock, item).awaitHere()
    }

    override fun putAsync(item: T): LoopFuture<Void?> = Putting(stock, item).promise()

    override fun putBlocking(item: T) {
        Putting(stock, item).block("putBlocking")
    }

    override fun newProducer(): AsyncQueue.Producer<T> = producers.begin()

    // ---- getting -------------------------------------------------------------------------------

    override fun tryGet(): T? = stock.tryTake()?.item

    override fun getNow(): T {
        val hasEnded = isShutdown() // asked first: what got in before the end can be had after it
        return tryGet()
            ?: throw if (hasEnded) {
                stock.hasNoMore()
            } else {
                QueueEmptyException("$this is empty; await getAsync(), or put an item in before.")
            }
    }

    /** `get` of a coroutine. */
    suspend fun getHere(): T = tryGet() ?: Getting(stock).awaitHere()

    override fun getAsync(): LoopFuture<T> = Getting(stock).promise()

    override fun getBlocking(): T = Getting(stock).block("getBlocking")

    override fun drainTo(target: MutableCollection<in T>, most: Int): Int {
        require(most >= 0) { "drainTo at most $most items; zero is the least." }
        val all = minOf(most, stock.sizeWithPutters) // who comes meanwhile would have no end
        var moved = 0
        while (moved < all) {
            val item = stock.tryTake() ?: break
            try {
                target.add(item.item)
            } catch (refused: Throwable) {
                stock.putBack(item)
                throw refused
            }
            moved++
        }
        return moved
    }

    override fun asSequence(): AsyncSequence<T> = QueueSequence { QueueCursor(this) }

    /** The next item for somebody who goes through the queue. */
    fun next() = Next(stock)

    // ---- counting what is done -----------------------------------------------------------------

    override fun taskDone() = stock.oneIsDone()

    override fun joinAsync(): LoopFuture<Void?> = Joining(stock).promise()

    /** `join` of a coroutine. */
    suspend fun joinHere() {
        if (unfinished() > 0) Joining(stock).awaitHere()
    }

    override fun unfinished(): Int = stock.open

    // ---- the end -------------------------------------------------------------------------------

    override fun shutdown(immediate: Boolean) = stock.shutdown(immediate)

    override fun isShutdown(): Boolean = stock.isShutdown()

    // ---- looking -------------------------------------------------------------------------------

    override fun size(): Int = stock.size

    override fun isEmpty(): Boolean = size() == 0

    override fun isFull(): Boolean = stock.isFull()

    override fun capacity(): Int = capacity.coerceAtLeast(0)

    override fun statistics(): QueueStatistics = stock.statistics()

    override fun toString(): String {
        val now = statistics()
        val first = stock.first(SHOWN).map(::textOf)
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
