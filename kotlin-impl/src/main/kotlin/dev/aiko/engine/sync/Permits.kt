package dev.aiko.engine.sync

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.grantAll
import dev.aiko.sync.WaitStatistics

/**
 * Permits, and a line of those who want some: what locks, semaphores and limiters are made of.
 *
 * First come, first served: the first in line waits until there is enough for him, and nobody
 * overtakes. A permit that comes back while somebody waits goes straight to him.
 *
 * All states are guarded by this.
 *
 * @param aim what they are of, for messages
 * @param surplus what to say when more is given back than was taken; null where that is allowed
 */
internal class Permits(
    val aim: String,
    private var total: Int,
    private val surplus: String?,
    private val isExclusive: Boolean = false
) {
    private var free = total
    private val line = Line<PermitWish>()

    /**
     * Which time of holding this is, of an exclusive permit: a lease of an earlier time is over. A
     * condition gives the permit away for a while and goes on with the same time. The holder may read
     * it without the monitor: nobody writes it while he holds.
     */
    var tenure = 0
        private set
    private var lastTenure = 0

    /**
     * The open leases, the oldest first, and how many permits are out without one; where no more may
     * come back than went out. Null where nobody counts.
     */
    private val leases = if (surplus == null || isExclusive) null else Line<PermitWish>()
    private var byHand = 0

    /** The times of holding that have a break, and whether their lease was closed in it. */
    private var breaks: HashMap<Int, Boolean>? = null

    /**
     * Looks, without the monitor, whether an acquire would have to wait. What it sees may be over by
     * now: whoever is told so gets into line, where it is looked again.
     */
    fun looksTaken(count: Int): Boolean = free < count

    @Synchronized
    fun tryTake(count: Int): Boolean {
        if (free < count || line.isNotEmpty()) return false
        lend(count)
        byHand += count
        return true
    }

    private fun lend(count: Int) {
        free -= count
        tenure = ++lastTenure
    }

    /**
     * The holding has a break: others may have the permit until [goOnWith], and a close of its lease
     * waits for the end of the break. Does [enter] in the same step; false, and nothing is done, when
     * it is not the present holding.
     */
    fun beginBreak(holding: Int, enter: () -> Unit): Boolean {
        val next =
            synchronized(this) {
                if (free > 0 || holding != tenure) return false
                val known = breaks ?: HashMap<Int, Boolean>().also { breaks = it }
                known.putIfAbsent(holding, false)
                enter()
                takeIn(1)
            }
        next.grantAll()
        return true
    }

    @Synchronized
    fun goOnWith(tenure: Int) {
        this.tenure = tenure
    }

    /** Whether its lease was closed meanwhile. */
    @Synchronized
    fun endBreak(tenure: Int): Boolean = breaks?.remove(tenure) == true

    /** Gives back what is held since then, unless that has happened; in a break at the end of it. */
    fun end(tenure: Int) = synchronized(this) { takeInSince(tenure) }.grantAll()

    private fun takeInSince(tenure: Int): List<PermitWish> =
        when {
            breaks?.replace(tenure, true) != null -> emptyList()
            free > 0 || tenure != this.tenure -> emptyList()
            else -> takeIn(1)
        }

    private fun lend(wish: PermitWish) {
        lend(wish.count)
        if (wish.isLease) leases?.add(wish) else byHand += wish.count
        wish.lendIn(tenure)
    }

    @Synchronized
    fun takeNow(wish: PermitWish): Boolean {
        if (free < wish.count || line.isNotEmpty()) return false
        lend(wish)
        return true
    }

    @Synchronized
    fun takeOrQueue(wish: PermitWish): Boolean =
        takeNow(wish).also { if (!it) line.add(wish) }

    /** A cancelled waiter: those behind him may have waited for him alone. */
    fun leave(wish: PermitWish) {
        val next =
            synchronized(this) {
                if (wish.isLent || !line.remove(wish)) return // lent, it is among the leases
                serve()
            }
        wish.over()
        next.grantAll()
    }

    fun give(count: Int) =
        synchronized(this) {
            val leased = count - minOf(count, byHand)
            takeIn(count) {
                byHand -= count - leased
                endOldest(leased)
            }
        }.grantAll()

    /**
     * A permit has no owner: one that comes back by hand is one of those that went out so, and when
     * there is none, it ends the oldest lease. So whoever closes that one later takes nothing.
     */
    private fun endOldest(count: Int) {
        var rest = count
        while (rest > 0) {
            val oldest = leases?.first() ?: return
            rest -= oldest.shrink(rest)
            if (!oldest.isLent) leases.removeFirst()
        }
    }

    /** Gives back what was lent, unless that has happened before. */
    fun close(lease: PermitWish) {
        val next =
            synchronized(this) {
                if (!lease.isLent) return
                val count = lease.shrink(lease.count)
                if (isExclusive) {
                    takeInSince(lease.tenure)
                } else {
                    takeIn(count) {
                        if (lease.isLease) leases?.remove(lease) else byHand -= count
                    }
                }
            }
        lease.over()
        next.grantAll()
    }

    /** @param account what is to be noted of those that came back, before they go out again */
    private inline fun takeIn(count: Int, account: () -> Unit = {}): List<PermitWish> {
        check(surplus == null || count <= total - free) { surplus!! }
        check(free <= Int.MAX_VALUE - count) {
            "A semaphore holds at most ${Int.MAX_VALUE} permits."
        }
        account()
        free += count
        total = maxOf(total, free) // a semaphore may grow by what is given back
        return serve()
    }

    private fun serve(): List<PermitWish> {
        if (!canServe()) return emptyList()
        val first = serveFirst()
        if (!canServe()) return listOf(first) // as a rule: no need of a list that can grow
        val served = arrayListOf(first)
        while (canServe()) served += serveFirst()
        return served
    }

    private fun canServe() = line.first().let { it != null && free >= it.count }

    private fun serveFirst(): PermitWish {
        val first = line.removeFirst()!!
        lend(first)
        return first
    }

    fun resize(newTotal: Int) =
        synchronized(this) {
            free += newTotal - total
            total = newTotal
            serve()
        }.grantAll()

    val size: Int @Synchronized get() = total
    val available: Int @Synchronized get() = free.coerceAtLeast(0)
    val taken: Int @Synchronized get() = total - free
    val waiting: Int @Synchronized get() = line.size

    /** Whether an acquire would have to wait. */
    val isLocked: Boolean @Synchronized get() = free <= 0 || line.isNotEmpty()

    @Synchronized
    fun statistics() = WaitStatistics(total, free.coerceAtLeast(0), line.size)

    @Synchronized
    override fun toString(): String = if (line.isEmpty()) "" else " waiting=${line.size}"
}
