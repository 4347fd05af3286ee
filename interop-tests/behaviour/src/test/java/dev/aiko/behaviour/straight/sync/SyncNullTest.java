package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What must not be null is refused there and then, and nothing is held. */
class SyncNullTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncSemaphore semaphore = AsyncSemaphore.create(1);
    private final CapacityLimiter limiter = CapacityLimiter.create(1);
    private final AsyncReadWriteLock readWrite = AsyncReadWriteLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    @Test
    @DisplayName("bodies, borrowers, questions and locks")
    void refused() {
        List<Executable> calls =
                List.of(
                        () -> lock.withLockAsync(null).isDone(),
                        () -> semaphore.withPermitAsync(null).isDone(),
                        () -> limiter.withTokenAsync(null).isDone(),
                        () -> readWrite.withReadLockAsync(null).isDone(),
                        () -> readWrite.withWriteLockAsync(null).isDone(),
                        () -> limiter.acquireAsync(null).isDone(),
                        () -> limiter.tryAcquire(null),
                        () -> condition.awaitUntilAsync(null).isDone(),
                        () -> AsyncCondition.create(null));
        virtual.loop()
                .runUntilComplete(
                        () -> {
                            for (Executable call : calls) {
                                assertThrows(NullPointerException.class, call);
                            }
                        });

        assertFalse(lock.isLocked());
        assertEquals(1, semaphore.available());
        assertEquals(0, limiter.borrowed());
        assertEquals(0, readWrite.readers());
        assertFalse(readWrite.isWriteLocked());
    }
}
