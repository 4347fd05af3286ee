package dev.aiko.engine.task

import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * A future that may come with something that only one can have: a lease, an item, a signal. Whoever
 * is cancelled when it has come, and before he goes on with it, does not have it. When nobody else is
 * left either it goes back to where it came from, once.
 *
 *     [takers]:  so many in line ──a function begins, somebody reads──▶ TAKEN
 *                    └──the last one in the line and of the stages has gone──▶ RETURNED
 *
 * So of a reader and a cancel that race one wins: what a reader finds gone he is told of, as of a
 * cancelled future.
 */
internal abstract class Delivery<T>(home: Home) : EnginePromise<T>(home) {
    /**
     * How many are to have it beside the stages, which [Source.interest] counts: those who stood in
     * the line when it came, and those who came later and are not yet done with it.
     */
    @Volatile
    @JvmField
    var takers = 0

    /** What came with it is somebody else's. Without effect when that was nothing. */
    protected open fun giveBack() {}

    /** Before it is done, because the JDK forgets its dependents then. */
    override fun complete(value: T): Boolean {
        val known = countTakers()
        if (known > 0) TAKERS.compareAndSet(this, 0, known)
        return super.complete(value)
    }

    /** Whoever hangs on it unknown to us, as `allOf` does or a thread that blocks, will have it. */
    private fun countTakers(): Int {
        val dependents = numberOfDependents
        if (dependents > 0 && dependents > (lazyInterest?.ever ?: 0)) return TAKEN
        return when (val seen = line) {
            is Link -> waiters().count { it.isInterested }
            is Waiter -> if (seen.isInterested) 1 else 0
            else -> 0
        }
    }

    final override fun arrivesLate() {
        TAKERS.getAndUpdate(this) { if (it == TAKEN || it == RETURNED) it else it + 1 }
    }

    override fun settled(end: Ended) {
        super.settled(end)
        // When its last stage was cancelled it was decided already that it ends with a value.
        if ((lazyInterest?.ever ?: 0) > 0 && goesBack) returnIfLeft()
        if (takers == RETURNED) tellThatItHasGone()
    }

    final override fun cameToNobody() {
        if (goesBack) returnIfLeft()
    }

    override fun undelivered() {
        TAKERS.getAndUpdate(this) { if (it == TAKEN || it <= 0) it else it - 1 }
        returnIfLeft()
    }

    private fun returnIfLeft() {
        if ((lazyInterest?.live ?: 0) > 0) return
        if (!TAKERS.compareAndSet(this, 0, RETURNED)) return
        tellThatItHasGone()
        giveBack()
    }

    /** To those who look later. */
    private fun tellThatItHasGone() {
        if (goesBack) casLine(Ended.WITH_VALUE, Ended(hasGone()))
    }

    final override fun take() {
        if (takers == 0 && isDone) TAKERS.compareAndSet(this, 0, TAKEN)
    }

    final override fun read() {
        super.read()
        if (takers == RETURNED && goesBack) throw hasGone()
    }

    private fun hasGone(): CancellationException =
        cancellation(
            "What came with $this went to somebody else, " +
                "because all who waited for it were cancelled; wait anew."
        )

    private companion object {
        const val TAKEN = Int.MAX_VALUE
        const val RETURNED = -1

        val TAKERS: AtomicIntegerFieldUpdater<Delivery<*>> =
            AtomicIntegerFieldUpdater.newUpdater(Delivery::class.java, "takers")
    }
}
