package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Action;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another thread cancels, or starts children, at the very moment in which a block ends. */
class ScopeRaceTest {

    private static final int ROUNDS = 300;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** A cancel that is accepted ends the task, and is the one request that is left. */
    private void neverLosesACancel(Action body) {
        for (int round = 0; round < ROUNDS; round++) {
            var begun = new CountDownLatch(1);
            Task<?> task =
                    loop.createTask(
                            () -> {
                                begun.countDown();
                                body.run();
                                yieldNow();
                            });
            var accepted = new boolean[1];
            int delay = round % 50 * 20;
            var other =
                    new Thread(
                            () -> {
                                Wait.until(begun);
                                spin(delay);
                                accepted[0] = task.cancel("outside");
                            });
            other.start();
            loop.runUntilComplete(task.handle((value, failure) -> null));
            Wait.until(other);
            assertEquals(accepted[0], task.isCancelled(), task::toString);
            assertEquals(accepted[0] ? 1 : 0, task.cancelling());
        }
    }

    private static void hangAndEndSlowly() {
        try {
            hang();
        } finally {
            spin(200);
        }
    }

    private static void spin(int times) {
        for (int spin = 0; spin < times; spin++) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("a cancel that crosses a time limit is never lost, and never counts twice")
    void aCancelAndALimit() {
        neverLosesACancel(
                () -> {
                    try {
                        withTimeout(
                                ofSeconds(1),
                                t -> {
                                    hangAndEndSlowly();
                                });
                    } catch (TimeoutException late) {
                        yieldNow();
                    }
                });
    }

    @Test
    @DisplayName("a cancel that crosses the failure of a group is never lost either")
    void aCancelAndAFailure() {
        var boom = new IllegalArgumentException("boom");
        neverLosesACancel(
                () -> {
                    try {
                        TaskGroup.run(
                                g -> {
                                    g.createTask(failing(ofSeconds(1), boom));
                                    hangAndEndSlowly();
                                });
                    } catch (TaskGroupException failed) {
                        assertEquals(List.of(boom), failed.failures());
                        yieldNow();
                    }
                });
    }

    @Test
    @DisplayName("a child of another thread is refused, or has ended when its group has")
    void aChildAndTheEnd() {
        for (int round = 0; round < ROUNDS; round++) {
            var children = new ArrayList<Task<?>>();
            var begun = new CountDownLatch(1);
            var group = new TaskGroup[1];
            var other =
                    new Thread(
                            () -> {
                                Wait.until(begun);
                                try {
                                    for (int child = 0; child < 20; child++) {
                                        children.add(group[0].composeTask(() -> sleep(ofHours(1))));
                                    }
                                } catch (IllegalStateException closed) {
                                    return; // the group has ended
                                }
                            });
            other.start();
            loop.runUntilComplete(
                    () -> {
                        TaskGroup.run(
                                g -> {
                                    group[0] = g;
                                    begun.countDown();
                                    g.createTask(() -> yieldNow());
                                });
                        Wait.until(other); // the loop stands still: who has not ended now is late
                        for (Task<?> child : children) {
                            assertTrue(child.isDone(), child::toString);
                        }
                    });
        }
    }
}
