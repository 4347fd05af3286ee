package dev.aiko.engine.queue

import java.util.ArrayDeque
import java.util.PriorityQueue

/** In which order a queue gives what it holds. Guarded by the queue. */
internal interface Order<T : Any> {
    val size: Int

    fun add(item: T)

    /** The next one, taken out; null when there is none. */
    fun next(): T?

    /** An item that was taken, and reached nobody: it is the next one again, among its equals. */
    fun putBack(item: T)

    /** Takes out this very item; false when it is gone. */
    fun remove(item: T): Boolean

    /** The first few, for messages. */
    fun first(most: Int): List<T>
}

internal class FirstInFirstOut<T : Any> : Order<T> {
    private val items = ArrayDeque<T>()
    override val size: Int get() = items.size

    override fun add(item: T) = items.addLast(item)

    override fun next(): T? = items.pollFirst()

    override fun putBack(item: T) = items.addFirst(item)

    override fun remove(item: T): Boolean = items.removeLastThat { it === item }

    override fun first(most: Int): List<T> = items.take(most)
}

internal class LastInFirstOut<T : Any> : Order<T> {
    private val items = ArrayDeque<T>()
    override val size: Int get() = items.size

    override fun add(item: T) = items.addLast(item)

    override fun next(): T? = items.pollLast()

    override fun putBack(item: T) = items.addLast(item)

    override fun remove(item: T): Boolean = items.removeLastThat { it === item }

    override fun first(most: Int): List<T> = items.descendingIterator().asSequence().take(
        most
    ).toList()
}

private inline fun <T> ArrayDeque<T>.removeLastThat(which: (T) -> Boolean): Boolean {
    val newestFirst = descendingIterator()
    while (newestFirst.hasNext()) {
        if (which(newestFirst.next())) {
            newestFirst.remove()
            return true
        }
    }
    return false
}

/** The smallest first, and of equal ones the oldest. */
internal class SmallestFirst<T : Any>(order: Comparator<in T>) : Order<T> {
    private class Ranked<T>(val item: T, val number: Long)

    private val items =
        PriorityQueue<Ranked<T>> { one, other ->
            order.compare(one.item, other.item).takeIf { it != 0 }
                ?: one.number.compareTo(other.number)
        }
    private var newest = 0L
    private var oldest = 0L

    override val size: Int get() = items.size

    override fun add(item: T) {
        items.add(Ranked(item, ++newest))
    }

    override fun next(): T? = items.poll()?.item

    override fun putBack(item: T) {
        items.add(Ranked(item, --oldest))
    }

    override fun remove(item: T): Boolean {
        val found = items.filter { it.item === item }.maxByOrNull { it.number }
        return found != null && items.remove(found)
    }

    override fun first(most: Int): List<T> =
        items.sortedWith(items.comparator()).take(most).map { it.item }
}
