package dev.aiko.engine.sync

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.grantAll
import dev.aiko.sync.Lease
import dev.aiko.sync.WaitStatistics

/**
 * Permits, and a line of those who want some: what locks, semaphores and limiters are made of.
 *
 * First come, first served: the first in line waits until there is enough for him, and nobody
 * overtakes. A permit that comes back while somebody waits goes straight to him.
 *
 * All states are guarded by this.
 *
 * @param surplus what to say when more is given back than was taken; null where that is allowed
 */
internal class Permits(
    private var total: Int,
    private val surplus: String?,
    private val isExclusive: Boolean = false
) {
    private var free = total
    private val line = Line<PermitWish>()

    /**
     * Which time of holding this is, of an exclusive permit: a lease of an earlier time is over. A
     * condition gives the permit away for a while and goes on with the same time.
     */
    private var tenure = 0
    private var lastTenure = 0

    /** The times of holding that have a break, and whether their lease was closed in it. */
    private var breaks: HashMap<Int, Boolean>? = null

    @Synchronized
    fun tryTake(count: Int): Boolean {
        if (free < count || line.isNotEmpty()) return false
        lend(count)
        return true
    }

    private fun lend(count: Int) {
        free -= count
        tenure = ++lastTenure
    }

    /** The present holding has a break: a close of its lease waits for the end of it. */
    @Synchronized
    fun beginBreak(): Int {
        val known = breaks ?: HashMap<Int, Boolean>().also { breaks = it }
        known[tenure] = false
        return tenure
    }

    @Synchronized
    fun goOnWith(tenure: Int) {
        this.tenure = tenure
    }

    /** Whether its lease was closed meanwhile. */
    @Synchronized
    fun endBreak(tenure: Int): Boolean = breaks?.remove(tenure) == true

    /** Gives back what is held since then, unless that has happened. */
    fun end(tenure: Int) =
        synchronized(this) {
            if (free > 0 || tenure != this.tenure) emptyList() else takeIn(1)
        }.grantAll()

    @Synchronized
    fun takeNow(wish: PermitWish): Boolean =
        tryTake(wish.count).also { if (it) wish.lendIn(tenure) }

    @Synchronized
    fun takeOrQueue(wish: PermitWish): Boolean =
        takeNow(wish).also { if (!it) line.add(wish) }

    /** A cancelled waiter: those behind him may have waited for him alone. */
    fun leave(wish: PermitWish): Boolean {
        val next =
            synchronized(this) {
                if (!line.remove(wish)) return false
                serve()
            }
        next.grantAll()
        return true
    }

    fun give(count: Int) = synchronized(this) { takeIn(count) }.grantAll()

    /** Gives back what was lent; false when that has happened before. */
    fun close(lease: PermitWish): Boolean {
        val next =
            synchronized(this) {
                if (!lease.endLending()) return false
                if (breaks?.replace(lease.tenure, true) != null) return true
                if (isExclusive && (free > 0 || lease.tenure != tenure)) return true
                takeIn(lease.count)
            }
        next.grantAll()
        return true
    }

    private fun takeIn(count: Int): List<PermitWish> {
        check(surplus == null || count <= total - free) { surplus!! }
        check(free <= Int.MAX_VALUE - count) {
            "A semaphore holds at most ${Int.MAX_VALUE} permits."
        }
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
        lend(first.count)
        first.lendIn(tenure)
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

/** Somebody who wants permits, and, once he has them, the lease of them. */
internal open class PermitWish(
    protected val permits: Permits,
    val count: Int
) : Wish<Lease>(),
    Lease {
    // Guarded by the permits.
    private var isLent = false
    var tenure = 0
        private set

    fun lendIn(tenure: Int) {
        this.tenure = tenure
        isLent = true
        value = this
    }

    /** True once. */
    fun endLending(): Boolean = isLent.also { isLent = false }

    override fun takeOrQueue(): Boolean = permits.takeOrQueue(this)

    fun takeNow(): Lease? = if (permits.takeNow(this)) this else null

    override fun leave() {
        if (permits.leave(this)) over()
    }

    override fun giveBack() = close()

    override fun close() {
        if (permits.close(this)) over()
    }

    /** It waits no more and has nothing more. */
    protected open fun over() {}

    override fun toString(): String = if (synchronized(permits) {
            isLent
        }
    ) {
        "<Lease>"
    } else {
        "<Lease closed>"
    }
}
