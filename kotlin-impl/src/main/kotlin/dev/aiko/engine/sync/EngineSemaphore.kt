package dev.aiko.engine.sync

import dev.aiko.engine.wait.awaitGrant
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.during
import dev.aiko.engine.wait.promise
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.Lease
import dev.aiko.sync.WaitStatistics
import dev.aiko.task.LoopFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** Any number of permits; [bound] is how many there may be, or null. */
internal class EngineSemaphore(initial: Int, private val bound: Int?) : AsyncSemaphore {
    private val permits =
        Permits(
            "an AsyncSemaphore",
            initial,
            bound?.let { "All $it permits are back; release once for each acquire." }
        )

    private fun wish(count: Int, isLease: Boolean = true): PermitWish {
        check(count)
        return PermitWish(permits, count, isLease)
    }

    private fun check(count: Int) {
        require(count > 0) { "$count permits; ask for at least one." }
        require(bound == null || count <= bound) {
            "$count permits would never be there; the semaphore is bounded to $bound."
        }
    }

    /** `acquire` of a coroutine. */
    suspend fun acquireHere(count: Int) {
        if (!tryAcquire(count)) wish(count, isLease = false).awaitGrant(Unit)
    }

    /** A lease of a coroutine. */
    suspend fun leaseHere(count: Int): Lease = wish(count).acquireHere()

    override fun acquireAsync(permits: Int): LoopFuture<Lease> = wish(permits).promise()

    override fun tryAcquire(permits: Int): Boolean {
        check(permits)
        return this.permits.tryTake(permits)
    }

    override fun acquireBlocking(permits: Int): Lease = wish(permits).block("acquireBlocking")

    override fun <T> withPermitAsync(
        permits: Int,
        body: Supplier<out CompletionStage<T>>
    ): LoopFuture<T> = wish(permits).during(body)

    override fun release(permits: Int) {
        require(permits > 0) { "$permits permits; give back at least one." }
        this.permits.give(permits)
    }

    override fun available(): Int = permits.available

    override fun isLocked(): Boolean = permits.isLocked

    override fun statistics(): WaitStatistics = permits.statistics()

    override fun toString(): String {
        val state = if (isLocked) "locked" else "unlocked available=${available()}"
        return "<AsyncSemaphore $state$permits>"
    }
}
