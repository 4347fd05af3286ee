package dev.aiko.engine.sync

import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.during
import dev.aiko.engine.wait.promise
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.Lease
import dev.aiko.sync.ReadWriteLockStatistics
import dev.aiko.task.LoopFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** A reader takes one permit of very many, a writer all of them; the one line makes it fair. */
internal class EngineReadWriteLock : AsyncReadWriteLock {
    private val permits = Permits("an AsyncReadWriteLock", ALL, surplus = null)

    private fun toRead() = PermitWish(permits, 1)

    private fun toWrite() = PermitWish(permits, ALL)

    /** The locks of a coroutine, which gives them back as a lease. */
    suspend fun acquireReadHere(): Lease = toRead().acquireHere()

    suspend fun acquireWriteHere(): Lease = toWrite().acquireHere()

    override fun acquireReadAsync(): LoopFuture<Lease> = toRead().promise()

    override fun acquireWriteAsync(): LoopFuture<Lease> = toWrite().promise()

    override fun tryAcquireRead(): Lease? = toRead().takeNow()

    override fun tryAcquireWrite(): Lease? = toWrite().takeNow()

    override fun acquireReadBlocking(): Lease = toRead().block("acquireReadBlocking")

    override fun acquireWriteBlocking(): Lease = toWrite().block("acquireWriteBlocking")

    override fun <T> withReadLockAsync(body: Supplier<out CompletionStage<T>>): LoopFuture<T> =
        toRead().during(body)

    override fun <T> withWriteLockAsync(body: Supplier<out CompletionStage<T>>): LoopFuture<T> =
        toWrite().during(body)

    override fun readers(): Int = permits.taken.let { if (it == ALL) 0 else it }

    override fun isWriteLocked(): Boolean = permits.taken == ALL

    override fun waiting(): Int = permits.waiting

    override fun statistics(): ReadWriteLockStatistics {
        val now = permits.statistics()
        val taken = now.total - now.available
        return ReadWriteLockStatistics(if (taken == ALL) 0 else taken, taken == ALL, now.waiting)
    }

    override fun toString(): String {
        val state =
            when (val taken = permits.taken) {
                ALL -> "writing"
                0 -> "unlocked"
                else -> "readers=$taken"
            }
        return "<AsyncReadWriteLock $state$permits>"
    }

    private companion object {
        const val ALL = Int.MAX_VALUE
    }
}
