package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lease that is closed while its holder waits for a signal, and has given the lock away. */
class ConditionBreakTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    @Test
    @DisplayName("a stage hung on a wait is cancelled under its lock, and the lock is free")
    void aDerivedStageIsCancelled() {
        loop.createTask(
                () -> {
                    LoopFuture<Void> whole =
                            lock.withLockAsync(() -> condition.awaitAsync().thenRun(() -> {}));
                    assertEquals(1, condition.waiting());
                    assertTrue(whole.cancel("enough"));
                });
        virtual.settle();

        assertEquals(0, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a holder that closes its lease in the break has nothing after it")
    void closedInTheBreak() {
        loop.createTask(
                () -> {
                    Lease held = lock.acquireAsync().join();
                    LoopFuture<Void> wait = condition.awaitAsync();
                    held.close();
                    assertTrue(lock.tryAcquire());
                    condition.signal();
                    assertFalse(wait.isDone());
                    lock.release();
                });
        virtual.settle();

        assertEquals(0, condition.waiting());
        assertFalse(lock.isLocked());
    }
}
