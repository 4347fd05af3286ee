package dev.aiko.engine.sync

import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitGrant
import dev.aiko.sync.Lease

/**
 * Somebody who wants permits, and, once he has them, the lease of them.
 *
 * @param isLease false for a coroutine, which gets no lease and gives back by hand
 */
internal open class PermitWish(
    protected val permits: Permits,
    val count: Int,
    val isLease: Boolean = true
) : Wish<Lease>(),
    Lease {
    // Guarded by the permits.
    private var lent = 0
    var tenure = 0
        private set

    val isLent: Boolean get() = lent > 0

    fun lendIn(tenure: Int) {
        this.tenure = tenure
        lent = count
        value = this
    }

    /** Ends the lending of at most so many, and says of how many. */
    fun shrink(most: Int): Int = minOf(most, lent).also { lent -= it }

    override fun takeOrQueue(): Boolean = permits.takeOrQueue(this)

    /** The lease of a coroutine. */
    suspend fun acquireHere(): Lease = takeNow() ?: awaitGrant(this)

    fun takeNow(): Lease? = if (permits.takeNow(this)) this else null

    override fun leave() = permits.leave(this)

    override fun giveBack(): Boolean {
        close()
        return true
    }

    override fun close() = permits.close(this)

    override val isForOne: Boolean get() = true

    override val aim: String get() = permits.aim

    /** It waits no more and has nothing more; before anybody else is told. */
    open fun over() {}

    override fun toString(): String =
        if (synchronized(permits) { isLent }) "<Lease>" else "<Lease closed>"
}
