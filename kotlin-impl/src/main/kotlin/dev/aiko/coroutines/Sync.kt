package dev.aiko.coroutines

import dev.aiko.engine.sync.EngineBarrier
import dev.aiko.engine.sync.EngineCondition
import dev.aiko.engine.sync.EngineEvent
import dev.aiko.engine.sync.EngineLimiter
import dev.aiko.engine.sync.EngineLock
import dev.aiko.engine.sync.EngineReadWriteLock
import dev.aiko.engine.sync.EngineSemaphore
import dev.aiko.engine.sync.awaitHere
import dev.aiko.engine.sync.awaitUntilHere
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.Lease

/**
 * Waits for the lock, to be given back with `release`. Cancelled while it waits, it takes nothing.
 */
@JvmSynthetic
public suspend fun AsyncLock.acquire(): Unit = (this as EngineLock).acquireHere()

/** Runs [block] with the lock held. What the block has released itself is not released again. */
@JvmSynthetic
public suspend inline fun <T> AsyncLock.withLock(block: () -> T): T {
    acquire()
    val holding = holding()
    try {
        return block()
    } finally {
        endHolding(holding)
    }
}

@PublishedApi
@JvmSynthetic
internal fun AsyncLock.holding(): Int = (this as EngineLock).holding()

@PublishedApi
@JvmSynthetic
internal fun AsyncLock.endHolding(holding: Int): Unit = (this as EngineLock).endHolding(holding)

/** Waits for permits, to be given back with `release`. Cancelled while it waits, it takes none. */
@JvmSynthetic
public suspend fun AsyncSemaphore.acquire(permits: Int = 1): Unit =
    (this as EngineSemaphore).acquireHere(permits)

/**
 * Runs [block] with permits, which are given back after it, but for those of a bounded semaphore that
 * the block has released itself.
 */
@JvmSynthetic
public suspend inline fun <T> AsyncSemaphore.withPermit(permits: Int = 1, block: () -> T): T =
    lease(permits).use { block() }

@PublishedApi
@JvmSynthetic
internal suspend fun AsyncSemaphore.lease(permits: Int): Lease =
    (this as EngineSemaphore).leaseHere(permits)

/** Waits until it may read; the lease gives it back. Cancelled while it waits, it takes nothing. */
@JvmSynthetic
public suspend fun AsyncReadWriteLock.acquireRead(): Lease =
    (this as EngineReadWriteLock).acquireReadHere()

/**
 * Waits until it may write; the lease gives it back. Cancelled while it waits, it takes nothing.
 */
@JvmSynthetic
public suspend fun AsyncReadWriteLock.acquireWrite(): Lease =
    (this as EngineReadWriteLock).acquireWriteHere()

/** Runs [block] as one of several readers. */
@JvmSynthetic
public suspend fun <T> AsyncReadWriteLock.withReadLock(block: suspend () -> T): T =
    (this as EngineReadWriteLock).acquireReadHere().use { block() }

/** Runs [block] as the only writer. */
@JvmSynthetic
public suspend fun <T> AsyncReadWriteLock.withWriteLock(block: suspend () -> T): T =
    (this as EngineReadWriteLock).acquireWriteHere().use { block() }

/**
 * Waits for a token of the limiter; the lease gives it back. Cancelled while it waits, it takes
 * none.
 */
@JvmSynthetic
public suspend fun CapacityLimiter.acquire(borrower: Any = Any()): Lease =
    (this as EngineLimiter).acquireHere(borrower)

/** Runs [block] with a token of the limiter, for a borrower of its own unless one is named. */
@JvmSynthetic
public suspend fun <T> CapacityLimiter.withToken(
    borrower: Any = Any(),
    block: suspend () -> T
): T = (this as EngineLimiter).acquireHere(borrower).use { block() }

/** Waits until the event is set. */
@JvmSynthetic
public suspend fun AsyncEvent.await(): Unit = (this as EngineEvent).awaitHere()

/** Waits for a signal; see `AsyncCondition.awaitAsync`. It ends with the lock held, however. */
@JvmSynthetic
public suspend fun AsyncCondition.await(): Unit = (this as EngineCondition).awaitHere()

/** Waits until [predicate] holds, which is asked with the lock held. */
@JvmSynthetic
public suspend fun AsyncCondition.awaitUntil(predicate: () -> Boolean): Unit =
    (this as EngineCondition).awaitUntilHere(predicate)

/** Waits for the other parties; gives the place in which this one came. */
@JvmSynthetic
public suspend fun AsyncBarrier.await(): Int = (this as EngineBarrier).awaitHere()
