package dev.aiko.engine.loop

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater

/**
 * The lock-free way in from other threads, and the bell that wakes a sleeping loop.
 *
 * [head] is a stack, newest first, with two marks that are no items:
 *
 *     null ──push──▶ items ──push──▶ items …      SLEEPING ──push──▶ items, and the pusher rings
 *       ▲              │                              ▲ │
 *       └────drain─────┘          null ──beginSleep───┘ └──endSleep──▶ null       any ──close──▶ CLOSED
 *
 * Only the push that takes SLEEPING away rings, so a sleeping loop is woken once, however much
 * arrives. Happens-before from push to drain: both go through [head].
 */
internal class Inbox {
    @Volatile
    @JvmField
    var head: Node? = null

    class Node(
        @JvmField val item: Any?,
        @JvmField var next: Node?
    )

    enum class Push { QUEUED, RING, REFUSED }

    /** Whether there is nothing to drain; for the driver, who never sleeps while asking. */
    fun isEmpty(): Boolean = head == null

    fun push(item: Any): Push {
        val node = Node(item, null)
        while (true) {
            val seen = head
            if (seen === CLOSED) return Push.REFUSED
            node.next = if (seen === SLEEPING) null else seen
            if (HEAD.compareAndSet(this, seen, node)) {
                return if (seen === SLEEPING) Push.RING else Push.QUEUED
            }
        }
    }

    /** Takes everything out, oldest first. */
    inline fun drain(take: (Any) -> Unit) {
        if (isEmpty() || head === CLOSED) return
        val newest = HEAD.getAndSet(this, null)
        // SLEEPING is met by a clock that posts to its own loop while it makes the loop sleep.
        var node = if (newest === SLEEPING) null else oldestFirst(newest)
        while (node != null) {
            take(node.item!!)
            node = node.next
        }
    }

    /** True when the inbox was empty and the next push will ring. */
    fun beginSleep(): Boolean = HEAD.compareAndSet(this, null, SLEEPING)

    fun endSleep() {
        HEAD.compareAndSet(this, SLEEPING, null)
    }

    /** Refuses everything from now on, and hands over what came before. */
    inline fun close(take: (Any) -> Unit) {
        var node = oldestFirst(HEAD.getAndSet(this, CLOSED))
        while (node != null) {
            node.item?.let(take)
            node = node.next
        }
    }

    fun oldestFirst(newest: Node?): Node? {
        var rest = newest
        var result: Node? = null
        while (rest != null) {
            val next = rest.next
            rest.next = result
            result = rest
            rest = next
        }
        return result
    }

    companion object {
        val SLEEPING = Node(null, null)
        val CLOSED = Node(null, null)

        @JvmField
        val HEAD: AtomicReferenceFieldUpdater<Inbox, Node?> =
            AtomicReferenceFieldUpdater.newUpdater(Inbox::class.java, Node::class.java, "head")
    }
}
