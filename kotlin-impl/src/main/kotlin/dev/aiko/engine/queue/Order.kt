package dev.aiko.engine.queue

import java.util.ArrayDeque
import java.util.PriorityQueue

/** An item and when it was put, which is its place among others. */
internal class Numbered<T : Any>(@JvmField val item: T, @JvmField val number: Long)

/** In which order a queue gives what it holds. Guarded by the queue. */
internal interface Order<T : Any> {
    val size: Int

    /** Adds a new one, the last to be put. */
    fun add(item: Numbered<T>)

    /** The next one, taken out; null when there is none. */
    fun next(): Numbered<T>?

    /** One that was taken and reached nobody goes back to its place. */
    fun putBack(item: Numbered<T>)

    /** Takes out this one; false when it is gone. */
    fun remove(item: Numbered<T>): Boolean

    /** The first few, for messages. */
    fun first(most: Int): List<T>
}

internal class FirstInFirstOut<T : Any> : Order<T> {
    private val items = ArrayDeque<Numbered<T>>()
    override val size: Int get() = items.size

    override fun add(item: Numbered<T>) = items.addLast(item)

    override fun next(): Numbered<T>? = items.pollFirst()

    /** Only others that were put back can be before it, so there are few to step over. */
    override fun putBack(item: Numbered<T>) {
        val older = ArrayList<Numbered<T>>(0)
        while (items.isNotEmpty() && items.first.number < item.number) older += items.removeFirst()
        items.addFirst(item)
        older.asReversed().forEach(items::addFirst)
    }

    override fun remove(item: Numbered<T>): Boolean = items.removeLastOccurrence(item)

    override fun first(most: Int): List<T> = items.take(most).map { it.item }
}

internal class LastInFirstOut<T : Any> : Order<T> {
    private val items = ArrayDeque<Numbered<T>>()
    override val size: Int get() = items.size

    override fun add(item: Numbered<T>) = items.addLast(item)

    override fun next(): Numbered<T>? = items.pollLast()

    override fun putBack(item: Numbered<T>) {
        val newer = ArrayList<Numbered<T>>(0)
        while (items.isNotEmpty() && items.last.number > item.number) newer += items.removeLast()
        items.addLast(item)
        newer.asReversed().forEach(items::addLast)
    }

    override fun remove(item: Numbered<T>): Boolean = items.removeLastOccurrence(item)

    override fun first(most: Int): List<T> =
        items.descendingIterator().asSequence().take(most).map { it.item }.toList()
}

/** The smallest first, and of equal ones the oldest. */
internal class SmallestFirst<T : Any>(order: Comparator<in T>) : Order<T> {
    private val items =
        PriorityQueue<Numbered<T>> { one, other ->
            order.compare(one.item, other.item).takeIf { it != 0 }
                ?: one.number.compareTo(other.number)
        }

    override val size: Int get() = items.size

    override fun add(item: Numbered<T>) {
        items.add(item)
    }

    override fun next(): Numbered<T>? = items.poll()

    override fun putBack(item: Numbered<T>) = add(item)

    override fun remove(item: Numbered<T>): Boolean = items.removeIf { it === item }

    override fun first(most: Int): List<T> =
        items.sortedWith(items.comparator()).take(most).map { it.item }
}
