package dev.aiko.engine.queue

import java.util.ArrayDeque
import java.util.TreeSet

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

/** Items in the order of their numbers, with a place for those that come back. */
internal abstract class ByNumber<T : Any> : Order<T> {
    protected val items = ArrayDeque<Numbered<T>>()

    /** Those that were put back, in the order of their numbers. There may be many at a time. */
    protected val returned = TreeSet<Numbered<T>>(compareBy { it.number })

    final override val size: Int get() = items.size + returned.size

    final override fun add(item: Numbered<T>) = items.addLast(item)

    final override fun putBack(item: Numbered<T>) {
        returned.add(item)
    }

    final override fun remove(item: Numbered<T>): Boolean =
        returned.remove(item) || items.removeLastOccurrence(item)
}

internal class FirstInFirstOut<T : Any> : ByNumber<T>() {
    /** What was taken once is older than all that was not. */
    override fun next(): Numbered<T>? = returned.pollFirst() ?: items.pollFirst()

    override fun first(most: Int): List<T> =
        (returned.asSequence() + items.asSequence()).take(most).map { it.item }.toList()
}

internal class LastInFirstOut<T : Any> : ByNumber<T>() {
    override fun next(): Numbered<T>? {
        val back = returned.lastOrNull() ?: return items.pollLast()
        val isNewest = (items.peekLast()?.number ?: 0) < back.number
        return if (isNewest) returned.pollLast() else items.pollLast()
    }

    override fun first(most: Int): List<T> =
        (
            returned.descendingSet().asSequence().take(most) +
                items.descendingIterator().asSequence().take(most)
            )
            .sortedByDescending { it.number }.take(most).map { it.item }.toList()
}

/**
 * The smallest first, and of equal ones the oldest. A tree and no heap: it compares before it
 * changes anything, and not at all to give the next one, so a comparator that throws loses nothing.
 * Of what is in already it cannot refuse anything: what it will not place again is the next.
 */
internal class SmallestFirst<T : Any>(order: Comparator<in T>) : Order<T> {
    private val items =
        TreeSet<Numbered<T>> { one, other ->
            order.compare(one.item, other.item).takeIf { it != 0 }
                ?: one.number.compareTo(other.number)
        }

    private val unplaced = ArrayDeque<Numbered<T>>()

    override val size: Int get() = items.size + unplaced.size

    override fun add(item: Numbered<T>) {
        items.add(item)
    }

    override fun next(): Numbered<T>? = unplaced.pollFirst() ?: items.pollFirst()

    override fun putBack(item: Numbered<T>) {
        try {
            add(item)
        } catch (_: Exception) {
            unplaced.addLast(item)
        }
    }

    override fun remove(item: Numbered<T>): Boolean =
        try {
            items.remove(item)
        } catch (_: Exception) {
            items.removeIf { it === item }
        } || unplaced.remove(item)

    override fun first(most: Int): List<T> = (unplaced + items).take(most).map { it.item }
}
