package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.behaviour.RefusedNull;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not be null is refused there and then, and nothing is held. */
class SyncNullTest {

    private static final Supplier<CompletionStage<String>> NO_BODY = null;
    private static final Object NO_BORROWER = null;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncSemaphore semaphore = AsyncSemaphore.create(1);
    private final CapacityLimiter limiter = CapacityLimiter.create(1);
    private final AsyncReadWriteLock readWrite = AsyncReadWriteLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    @Test
    @DisplayName("bodies, borrowers, questions and locks")
    void refused() {
        virtual.loop()
                .runUntilComplete(
                        () ->
                                new RefusedNull()
                                        .of("body", () -> lock.withLockAsync(NO_BODY).isDone())
                                        .of(
                                                "body",
                                                () -> semaphore.withPermitAsync(NO_BODY).isDone())
                                        .of("body", () -> limiter.withTokenAsync(NO_BODY).isDone())
                                        .of(
                                                "body",
                                                () -> readWrite.withReadLockAsync(NO_BODY).isDone())
                                        .of(
                                                "body",
                                                () ->
                                                        readWrite
                                                                .withWriteLockAsync(NO_BODY)
                                                                .isDone())
                                        .of(
                                                "borrower",
                                                () -> limiter.acquireAsync(NO_BORROWER).isDone())
                                        .of("borrower", () -> limiter.tryAcquire(NO_BORROWER))
                                        .of(
                                                "predicate",
                                                () -> condition.awaitUntilAsync(null).isDone())
                                        .of("lock", () -> AsyncCondition.create(null))
                                        .check());

        assertFalse(lock.isLocked());
        assertEquals(1, semaphore.available());
        assertEquals(0, limiter.borrowed());
        assertEquals(0, readWrite.readers());
        assertFalse(readWrite.isWriteLocked());
    }
}
