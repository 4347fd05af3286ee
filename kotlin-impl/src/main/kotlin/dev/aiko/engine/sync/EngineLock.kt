package dev.aiko.engine.sync

import dev.aiko.engine.wait.awaitGrant
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.during
import dev.aiko.engine.wait.promise
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.Lease
import dev.aiko.sync.WaitStatistics
import dev.aiko.task.LoopFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** One permit. */
internal class EngineLock : AsyncLock {
    val permits =
        Permits(
            "an AsyncLock",
            total = 1,
            surplus = "The lock is free; release it once for each acquire.",
            isExclusive = true
        )

    fun wish() = PermitWish(permits, 1)

    /** `acquire` of a coroutine. */
    suspend fun acquireHere() {
        if (permits.looksTaken(1) || !tryAcquire()) wish().awaitGrant(Unit)
    }

    /** Which time of holding this is; for the holder, who ends it with [endHolding]. */
    fun holding(): Int = permits.tenure

    /** Releases, unless that holding is over: released by hand, or ended with the loop of a wait. */
    fun endHolding(holding: Int) = permits.end(holding)

    override fun acquireAsync(): LoopFuture<Lease> = wish().promise()

    override fun tryAcquire(): Boolean = permits.tryTake(1)

    override fun acquireBlocking(): Lease = wish().block("acquireBlocking")

    override fun <T> withLockAsync(body: Supplier<out CompletionStage<T>>): LoopFuture<T> =
        wish().during(body)

    override fun release() = permits.give(1)

    override fun isLocked(): Boolean = permits.isLocked

    override fun statistics(): WaitStatistics = permits.statistics()

    override fun toString(): String {
        val state = if (isLocked) "locked" else "unlocked"
        return "<AsyncLock $state$permits>"
    }
}
