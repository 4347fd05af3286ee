package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a group leaves of the cancel requests it makes itself, and of those that come from outside.
 */
class GroupCancelCountTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    private void interruptedByAFailure(TaskGroup group) {
        group.createTask(failing(ofSeconds(1), boom));
        hang();
    }

    @Test
    @DisplayName("TG-22 after a group failure was caught the count is what it was before the group")
    void countIsRestored() {
        loop.runUntilComplete(
                () -> {
                    failureOf(this::interruptedByAFailure);
                    assertEquals(0, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("TG-22 that holds for a count that was not zero")
    void countOfOneIsRestored() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("before");
                    assertThrows(CancellationException.class, () -> yieldNow());
                    failureOf(this::interruptedByAFailure);
                    assertEquals(1, currentTask().cancelling());
                    trail.add("to the end");
                });
        trail.is("to the end");
    }

    @Test
    @DisplayName("TG-23 the cancellation that interrupted the body does not show after the group")
    void nothingLeaksOut() {
        loop.runUntilComplete(
                () -> {
                    failureOf(this::interruptedByAFailure);
                    await(sleep(ofSeconds(1)));
                    yieldNow();
                    assertEquals(0, currentTask().cancelling());
                });

        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("TG-23 nor when the body never waited, so that nothing was there to interrupt")
    void nothingLeaksOutOfABodyThatRan() {
        loop.runUntilComplete(
                () -> {
                    failureOf(
                            g -> {
                                g.createTask(
                                        TaskOptions.eagerly(),
                                        () -> {
                                            throw boom;
                                        });
                            });
                    await(sleep(ofSeconds(1)));
                    assertEquals(0, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("TG-23 nor when the body swallowed it")
    void nothingLeaksOutOfABodyThatSwallows() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TaskGroupException.class,
                            () ->
                                    TaskGroup.run(
                                            g -> {
                                                g.createTask(failing(ofSeconds(1), boom));
                                                return stubborn("body").call();
                                            }));
                    await(sleep(ofSeconds(1)));
                    assertEquals(0, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("two groups, one in the other, whose children fail in one turn: nothing leaks out")
    void bothGroupsFailInOneTurn() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            failureOf(
                                    outer -> {
                                        outer.createTask(failing(ofSeconds(1), boom));
                                        TaskGroup.run(
                                                inner -> {
                                                    inner.createTask(failing(ofSeconds(1), other));
                                                    hang();
                                                });
                                    });
                    assertEquals(List.of(boom, other), failure.leaves());
                    assertSame(boom, failure.failures().get(0));
                    assertInstanceOf(TaskGroupException.class, failure.failures().get(1));
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });
    }

    @Test
    @DisplayName("a cancel from outside that a group failure hides shows at the next await")
    void hiddenCancelShowsLater() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            failsWith(
                                    List.of(boom),
                                    g -> {
                                        g.createTask(failingInCleanup(boom));
                                    });
                            trail.add("requests: " + currentTask().cancelling());
                            try {
                                yieldNow();
                            } catch (CancellationException late) {
                                trail.add("cancelled after all");
                                throw late;
                            }
                        });
        virtual.settle();
        task.cancel("enough");
        virtual.settle();

        trail.is("requests: 1", "cancelled after all");
        assertTrue(task.isCancelled());
    }
}
