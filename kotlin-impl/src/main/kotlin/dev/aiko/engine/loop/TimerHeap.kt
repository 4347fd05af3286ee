package dev.aiko.engine.loop

import dev.aiko.loop.LoopClock
import java.util.concurrent.atomic.AtomicInteger

/**
 * The timers of a loop, earliest first: a binary heap in an array.
 *
 * Cancelling is lazy: a cancelled timer stays until it comes to the top, or until more than half of
 * the heap is dead and all the dead are swept at once. That makes a cancel one counter, and keeps
 * the memory of a program that cancels nearly all of its timers, as timeouts do, in proportion to
 * the live ones.
 *
 * Only the driver touches anything but [dead].
 */
internal class TimerHeap : Runnable {
    private var heap = arrayOfNulls<Timer>(MIN_CAPACITY)
    private var size = 0
    private var created = 0L

    // Any thread counts here. It may be too high, when a timer is cancelled between leaving the
    // heap and firing; then a sweep comes too early, which costs time and nothing else.
    private val dead = AtomicInteger()

    val isEmpty: Boolean get() = size == 0

    /** How many are dead now. */
    fun oneIsDead(): Int = dead.incrementAndGet()

    fun add(timer: Timer) {
        if (timer.isRevoked) {
            dead.decrementAndGet() // cancelled on its way in
            return
        }
        sweepIfMostlyDead()
        if (size == heap.size) heap = heap.copyOf(size * 2)
        timer.order = created++
        siftUp(size++, timer)
    }

    /** When the loop has to be awake: the deadline of the first live timer. */
    fun earliest(): Long {
        dropDeadTop()
        return if (size == 0) LoopClock.FOREVER else heap[0]!!.deadline
    }

    /** Hands over the live timers that are due, in order. */
    inline fun takeDue(
        now: Long,
        take: (Timer) -> Unit
    ) {
        sweepIfMostlyDead()
        while (earliest() <= now && !isEmpty) take(removeTop())
    }

    /** Empties the heap. */
    fun drain(take: (Timer) -> Unit) {
        while (size > 0) take(removeTop())
    }

    fun removeTop(): Timer {
        val top = heap[0]!!
        val last = heap[--size]!!
        heap[size] = null
        if (size > 0) siftDown(0, last)
        shrink()
        return top
    }

    /** As a step of the loop: sweeps. */
    override fun run() = sweepIfMostlyDead()

    private fun dropDeadTop() {
        while (size > 0 && heap[0]!!.isRevoked) {
            removeTop()
            dead.decrementAndGet()
        }
    }

    fun sweepIfMostlyDead() {
        if (size <= SWEEP_FLOOR || dead.get() <= size / 2) return
        var live = 0
        for (i in 0 until size) {
            val timer = heap[i]!!
            if (!timer.isRevoked) heap[live++] = timer
        }
        heap.fill(null, live, size)
        dead.addAndGet(live - size)
        size = live
        for (i in size / 2 - 1 downTo 0) siftDown(i, heap[i]!!)
        shrink()
    }

    private fun shrink() {
        var capacity = heap.size
        while (capacity > MIN_CAPACITY && size < capacity / 4) capacity /= 2
        if (capacity < heap.size) heap = heap.copyOf(capacity)
    }

    private fun siftUp(
        from: Int,
        timer: Timer
    ) {
        var i = from
        while (i > 0) {
            val parent = (i - 1) ushr 1
            val above = heap[parent]!!
            if (!timer.isBefore(above)) break
            heap[i] = above
            i = parent
        }
        heap[i] = timer
    }

    private fun siftDown(
        from: Int,
        timer: Timer
    ) {
        var i = from
        while (true) {
            var child = 2 * i + 1
            if (child >= size) break
            if (child + 1 < size && heap[child + 1]!!.isBefore(heap[child]!!)) child++
            val below = heap[child]!!
            if (!below.isBefore(timer)) break
            heap[i] = below
            i = child
        }
        heap[i] = timer
    }

    private fun Timer.isBefore(other: Timer): Boolean =
        deadline < other.deadline || (deadline == other.deadline && order < other.order)

    private companion object {
        const val MIN_CAPACITY = 64

        /** Below this, dead timers are not worth a sweep (rule CALL-12 says 100). */
        const val SWEEP_FLOOR = 100
    }
}
