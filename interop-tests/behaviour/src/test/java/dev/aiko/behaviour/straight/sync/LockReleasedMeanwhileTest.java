package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The lock of a condition is released by others while somebody begins to wait: he has not begun.
 */
class LockReleasedMeanwhileTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a predicate that releases it is told so, and leaves nobody in the line")
    void byThePredicate() {
        loop.runUntilComplete(
                () -> {
                    var condition = AsyncCondition.create();
                    var lock = condition.lock();
                    var held = await(lock.acquireAsync());
                    int[] asked = {0};
                    var wait =
                            condition.awaitUntilAsync(
                                    () -> {
                                        if (++asked[0] == 2) {
                                            lock.release();
                                        }
                                        return false;
                                    });
                    var signaller = await(lock.acquireAsync());
                    condition.signal();
                    signaller.close();
                    var refused = assertThrows(IllegalStateException.class, () -> await(wait));
                    assertTrue(refused.getMessage().contains("predicate"), refused.getMessage());
                    assertEquals(0, condition.waiting());
                    assertFalse(lock.isLocked());
                    held.close();
                    assertTrue(lock.tryAcquire());
                });
    }

    @Test
    @DisplayName("by another thread it is refused, or waits; nobody is in line for nothing")
    void byAnotherThread() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            var condition = AsyncCondition.create();
            var lock = condition.lock();
            lock.tryAcquire();
            var together = new CyclicBarrier(2);
            var other =
                    CompletableFuture.runAsync(
                            () -> {
                                meet(together);
                                lock.release();
                            });
            meet(together);
            try {
                condition.awaitAsync();
                assertEquals(1, condition.waiting());
                other.handle((done, tooLate) -> null).join(); // it was free already
            } catch (IllegalStateException refused) {
                assertTrue(refused.getMessage().contains("without the lock"));
                assertEquals(0, condition.waiting());
                other.join();
            }
            assertFalse(lock.isLocked());
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
