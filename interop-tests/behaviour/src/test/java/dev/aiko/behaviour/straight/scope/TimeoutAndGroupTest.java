package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time limits around groups, in their children, and in their bodies. */
class TimeoutAndGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** A group that has a second. */
    private static void limitedGroup(ScopeAction<TaskGroup> body) throws TimeoutException {
        withTimeout(
                ofSeconds(1),
                t -> {
                    TaskGroup.run(body);
                });
    }

    @Test
    @DisplayName(
            "TMO-21 around a group whose child fails in its cleanup: the group's failure leaves")
    void aroundAGroup() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            assertThrows(
                                    TaskGroupException.class,
                                    () -> limitedGroup(g -> g.createTask(failingInCleanup(boom))));
                    assertEquals(List.of(boom), failure.failures());
                    assertTrue(
                            List.of(failure.getSuppressed()).stream()
                                    .anyMatch(TimeoutException.class::isInstance));
                    assertTrue(
                            List.of(boom.getSuppressed()).stream()
                                    .anyMatch(TimeoutException.class::isInstance));
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName(
            "around a group whose children end well: the children are waited for, then timeout")
    void aroundAGroupThatEndsWell() {
        loop.runUntilComplete(
                () ->
                        assertThrows(
                                TimeoutException.class,
                                () ->
                                        limitedGroup(
                                                g ->
                                                        g.createTask(
                                                                endingSlowly(
                                                                        trail,
                                                                        "child",
                                                                        ofSeconds(2))))));

        trail.is("child cancelled");
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("in the child of a group: the timeout is a failure like any other")
    void inAChild() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            failureOf(
                                    g -> {
                                        g.createTask(hanging(trail, "sibling"));
                                        g.createTask(
                                                () ->
                                                        withTimeout(
                                                                ofSeconds(1),
                                                                t -> await(loop.createFuture())));
                                    });
                    assertEquals(1, failure.leaves(TimeoutException.class).size());
                });

        trail.is("sibling cancelled");
    }

    @Test
    @DisplayName("in the body of a group: the timeout stops the children and is a member")
    void inTheBody() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            failureOf(
                                    g -> {
                                        g.createTask(hanging(trail, "child"));
                                        withTimeout(
                                                ofSeconds(1),
                                                t -> {
                                                    hang();
                                                });
                                    });
                    assertEquals(1, failure.leaves(TimeoutException.class).size());
                    assertEquals(0, currentTask().cancelling());
                });

        trail.is("child cancelled");
    }

    @Test
    @DisplayName("a child fails in the turn of a deadline around its group: nothing is left over")
    void aFailureInTheTurnOfTheDeadline() {
        LoopFuture<String> failing = loop.createFuture();
        loop.callAt(ofSeconds(1), () -> failing.completeExceptionally(boom));
        loop.runUntilComplete(
                () -> {
                    var failure =
                            assertThrows(
                                    TaskGroupException.class,
                                    () ->
                                            limitedGroup(
                                                    g -> {
                                                        g.createTask(() -> await(failing));
                                                        hang();
                                                    }));
                    assertEquals(List.of(boom), failure.failures());
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });
    }

    @Test
    @DisplayName(
            "the deadline first, and a child that would fail in that turn: nothing is left over")
    void theDeadlineInTheTurnOfTheFailure() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    limitedGroup(
                                            g -> {
                                                g.createTask(failing(ofSeconds(1), boom));
                                                hang();
                                            }));
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });
    }
}
