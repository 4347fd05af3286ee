package dev.aiko.engine.sync

import dev.aiko.engine.loop.textOf
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.SyncEngine

/** The door to this room. */
public class EngineSync : SyncEngine {
    override fun newLock(): AsyncLock = EngineLock()

    override fun newReadWriteLock(): AsyncReadWriteLock = EngineReadWriteLock()

    override fun newSemaphore(permits: Int, bounded: Boolean): AsyncSemaphore {
        require(permits >= 0) { "$permits permits; a semaphore has none or more." }
        return EngineSemaphore(permits, permits.takeIf { bounded })
    }

    override fun newLimiter(total: Int): CapacityLimiter {
        require(total >= 0) { "$total tokens; a limiter has none or more." }
        return EngineLimiter(total)
    }

    override fun newEvent(): AsyncEvent = EngineEvent()

    override fun newCondition(lock: AsyncLock): AsyncCondition {
        require(lock is EngineLock) {
            "${textOf(lock)} is no lock of this engine; make it with AsyncLock.create()."
        }
        return EngineCondition(lock)
    }

    override fun newBarrier(parties: Int): AsyncBarrier = EngineBarrier(parties)
}
