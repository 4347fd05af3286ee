package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first failure in a group stops the rest. */
class GroupFailureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    private TaskGroupException failureOf(ScopeAction<TaskGroup> body) {
        return loop.runUntilComplete(() -> FailedGroup.failureOf(body));
    }

    private TaskGroupException failsWith(
            List<? extends Throwable> members, ScopeAction<TaskGroup> body) {
        return loop.runUntilComplete(() -> FailedGroup.failsWith(members, body));
    }

    @Test
    @DisplayName("TG-03 cancelling one child leaves the others alone, and the group does not fail")
    void oneChildIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    var tasks = new Task<?>[2];
                    TaskGroup.run(
                            g -> {
                                tasks[0] = g.createTask(hanging(trail, "child"));
                                tasks[1] = g.createTask(giving(ofSeconds(2), "value"));
                                await(sleep(ofSeconds(1)));
                                tasks[0].cancel("you alone");
                            });
                    assertTrue(tasks[0].isCancelled());
                    assertEquals("value", tasks[1].result());
                    assertEquals(0, currentTask().cancelling());
                });

        trail.is("child cancelled");
    }

    @Test
    @DisplayName("TG-04, TG-05, TG-08 a failing child cancels the other children and the body")
    void aFailingChildStopsTheRest() {
        var tasks = new Task<?>[3];
        failsWith(
                List.of(boom),
                g -> {
                    tasks[0] = g.createTask(hanging(trail, "straight"));
                    tasks[1] = g.composeTask(() -> loop.createFuture());
                    tasks[2] = g.createTask(failing(ofSeconds(1), boom));
                    try {
                        hang();
                    } finally {
                        trail.add("body left");
                    }
                });

        assertTrue(tasks[0].isCancelled());
        assertTrue(tasks[1].isCancelled());
        assertSame(boom, tasks[2].exception());
        assertEquals(ofSeconds(1), loop.time());
        assertEquals(
                List.of("body left", "straight cancelled"),
                trail.steps().stream().sorted().toList());
    }

    @Test
    @DisplayName("TG-04 that holds when the group waits at its end already")
    void aChildFailsWhileTheGroupWaits() {
        failsWith(
                List.of(boom),
                g -> {
                    g.createTask(hanging(trail, "child"));
                    g.createTask(failing(ofSeconds(1), boom));
                });

        trail.is("child cancelled");
    }

    @Test
    @DisplayName("TG-04, TG-05 the group waits for the cleanup of those it cancelled")
    void cleanupIsWaitedFor() {
        failsWith(
                List.of(boom),
                g -> {
                    g.createTask(endingSlowly(trail, "slow", ofSeconds(5)));
                    g.createTask(failing(ofSeconds(1), boom));
                    hang();
                });

        trail.is("slow cancelled");
        assertEquals(ofSeconds(6), loop.time());
    }

    @Test
    @DisplayName("TG-04 all failures are members, in the order in which they happened")
    void failuresInOrder() {
        var failure =
                failsWith(
                        List.of(boom, other),
                        g -> {
                            g.createTask(failingInCleanup(other));
                            g.createTask(failing(ofSeconds(1), boom));
                        });

        assertSame(boom, failure.getCause());
        assertEquals(List.of(other), List.of(failure.getSuppressed()));
    }

    @Test
    @DisplayName("TG-04 children that fail in the same turn are all members")
    void failuresOfOneTurn() {
        failsWith(
                List.of(boom, other),
                g -> {
                    g.createTask(failing(ofSeconds(1), boom));
                    g.createTask(failing(ofSeconds(1), other));
                });
    }

    @Test
    @DisplayName("TG-06, TG-08 a failure of the body stops the children and is a member")
    void theBodyFails() {
        failsWith(
                List.of(boom),
                g -> {
                    g.createTask(endingSlowly(trail, "child", ofSeconds(2)));
                    await(sleep(ofSeconds(1)));
                    throw boom;
                });

        trail.is("child cancelled");
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("TG-06 a checked failure of the body is a member as it is")
    void theBodyFailsChecked() {
        var checked = new IOException("boom");
        var failure =
                failureOf(
                        g -> {
                            throw checked;
                        });

        assertSame(checked, failure.failures().get(0));
        assertSame(checked, failure.getCause());
    }

    @Test
    @DisplayName("TG-05 a checked failure of a child is a member as it is")
    void aChildFailsChecked() {
        var checked = new IOException("boom");
        failsWith(
                List.of(checked),
                g ->
                        g.createTask(
                                () -> {
                                    throw checked;
                                }));
    }

    @Test
    @DisplayName("TG-07 a failure of the body on its way out stands beside that of the child")
    void bothFail() {
        failsWith(
                List.of(boom, other),
                g -> {
                    g.createTask(failing(ofSeconds(1), boom));
                    try {
                        hang();
                    } finally {
                        throwIt(other);
                    }
                });
    }

    private static void throwIt(RuntimeException failure) {
        throw failure;
    }

    @Test
    @DisplayName("TG-07 a body that awaits a failing child and fails with it adds no other failure")
    void theBodyFailsWithItsChild() {
        var failure =
                failureOf(
                        g -> {
                            var child = g.createTask(failing(ofSeconds(1), boom));
                            await(child);
                        });

        assertEquals(List.of(boom), failure.failures().stream().distinct().toList());
    }

    @Test
    @DisplayName("failures of children are not reported to the exception handler as well")
    void failuresAreLookedAt() {
        failsWith(List.of(boom), g -> g.createTask(failing(ofSeconds(1), boom)));
        virtual.settle();

        assertEquals(List.of(), virtual.reports());
    }
}
