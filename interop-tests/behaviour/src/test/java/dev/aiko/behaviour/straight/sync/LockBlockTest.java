package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A block with the lock held. */
@SuppressWarnings("try") // a lease is there to be closed
class LockBlockTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncLock lock = AsyncLock.create();

    @Test
    @DisplayName("LOCK-08 a block that ends, or fails, gives the lock back")
    void aBlock() {
        var boom = new IllegalArgumentException("boom");
        loop.runUntilComplete(
                () -> {
                    try (var held = await(lock.acquireAsync())) {
                        assertTrue(lock.isLocked());
                    }
                    assertFalse(lock.isLocked());
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> {
                                        try (var held = await(lock.acquireAsync())) {
                                            throw boom;
                                        }
                                    });
                    assertSame(boom, thrown);
                    assertFalse(lock.isLocked());
                });
    }

    @Test
    @DisplayName("LOCK-08 a block that is cancelled gives the lock back")
    void aCancelledBlock() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(lock.acquireAsync())) {
                                await(loop.createFuture());
                            }
                        });
        virtual.settle();
        assertTrue(lock.isLocked());
        task.cancel("enough");
        virtual.settle();

        assertTrue(task.isCancelled());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a hundred tasks that count with a wait in between lose no step")
    void mutualExclusion() {
        int[] count = {0};
        loop.runUntilComplete(
                () -> {
                    var tasks = new Task<?>[100];
                    for (int i = 0; i < tasks.length; i++) {
                        tasks[i] =
                                createTask(
                                        () -> {
                                            try (var held = await(lock.acquireAsync())) {
                                                int before = count[0];
                                                yieldNow();
                                                count[0] = before + 1;
                                            }
                                        });
                    }
                    for (Task<?> task : tasks) {
                        await(task);
                    }
                });

        assertEquals(100, count[0]);
    }
}
