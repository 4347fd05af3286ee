package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task that asks itself to stop. */
class SelfCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("TASK-18 it keeps running until it really suspends, which raises at once")
    void untilTheNextSuspension() {
        LoopFuture<String> pending = loop.createFuture();
        Task<String> task =
                loop.createTask(
                        () -> {
                            assertTrue(currentTask().cancel("myself"));
                            trail.add("still running");
                            trail.add(await(CompletableFuture.completedFuture("done already")));
                            try {
                                return await(pending);
                            } catch (CancellationException cancelled) {
                                trail.add("cancelled: " + cancelled.getMessage());
                                throw cancelled;
                            }
                        });

        virtual.settle();

        trail.is("still running", "done already", "cancelled: myself");
        assertTrue(task.isCancelled());
        assertTrue(pending.isCancelled());
    }

    @Test
    @DisplayName("TASK-18 a sleep raises at once instead of sleeping, and so does yielding")
    void aSleepRaisesAtOnce() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("sleep");
                    assertThrows(CancellationException.class, () -> await(sleep(ofHours(1))));
                    currentTask().cancel("yield");
                    var thrown = assertThrows(CancellationException.class, () -> yieldNow());
                    assertEquals("yield", thrown.getMessage());
                    await(sleep(ZERO));
                });

        assertEquals(ZERO, loop.time());
    }

    @Test
    @DisplayName("TASK-19 a value returned without suspending is lost, and the task is cancelled")
    void theValueIsLost() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            currentTask().cancel("myself");
                            return "lost";
                        });

        virtual.settle();

        assertTrue(task.isCancelled());
        var thrown = assertThrows(CancellationException.class, task::result);
        assertEquals("myself", thrown.getMessage());
    }

    @Test
    @DisplayName("TASK-19 a failure thrown without suspending is not lost")
    void aFailureIsNotLost() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task =
                loop.createTask(
                        () -> {
                            currentTask().cancel("myself");
                            throw failure;
                        });

        virtual.settle();

        assertFalse(task.isCancelled());
        assertSame(failure, task.exception());
    }
}
