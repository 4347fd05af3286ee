package dev.aiko.sync;

import dev.aiko.locate.OneService;

/** For engines: makes locks and their like. Found by {@code ServiceLoader}. */
public interface SyncEngine {

    AsyncLock newLock();

    AsyncReadWriteLock newReadWriteLock();

    AsyncSemaphore newSemaphore(int permits, boolean bounded);

    CapacityLimiter newLimiter(int total);

    AsyncEvent newEvent();

    AsyncCondition newCondition(AsyncLock lock);

    AsyncBarrier newBarrier(int parties);

    /** The engine on the path; looked for when the first object is made. */
    static SyncEngine get() {
        return Found.ENGINE;
    }

    /** Holds it. */
    final class Found {
        private static final SyncEngine ENGINE = OneService.of(SyncEngine.class);

        private Found() {}
    }
}
