package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A group inside another. */
class NestedGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    private TaskGroupException failureOf(ScopeAction<TaskGroup> body) {
        return loop.runUntilComplete(() -> FailedGroup.failureOf(body));
    }

    @Test
    @DisplayName("TG-11 failures of the inner group arrive as one member of the outer one")
    void innerFailuresAreOneMember() {
        var failure =
                failureOf(
                        outer ->
                                TaskGroup.run(
                                        inner -> {
                                            inner.createTask(failing(ofSeconds(1), boom));
                                            inner.createTask(failingInCleanup(other));
                                        }));

        assertEquals(1, failure.failures().size());
        var member = assertInstanceOf(TaskGroupException.class, failure.failures().get(0));
        assertEquals(List.of(boom, other), member.failures());
        assertEquals(List.of(boom, other), failure.leaves());
    }

    @Test
    @DisplayName("TG-11 so do those of a group that a child has opened")
    void aGroupInAChild() {
        var failure =
                failureOf(
                        outer -> {
                            outer.createTask(hanging(trail, "sibling"));
                            outer.createTask(
                                    () ->
                                            TaskGroup.run(
                                                    inner -> {
                                                        inner.createTask(
                                                                failing(ofSeconds(1), boom));
                                                    }));
                        });

        var member = assertInstanceOf(TaskGroupException.class, failure.failures().get(0));
        assertEquals(List.of(boom), member.failures());
        trail.is("sibling cancelled");
    }

    @Test
    @DisplayName(
            "TG-12 a child of the inner group fails: the children of the outer one are cancelled")
    void theOuterChildrenAreCancelled() {
        var failure =
                failureOf(
                        outer -> {
                            outer.createTask(endingSlowly(trail, "outer", ofSeconds(2)));
                            TaskGroup.run(
                                    inner -> {
                                        inner.createTask(hanging(trail, "inner"));
                                        inner.createTask(failing(ofSeconds(1), boom));
                                    });
                            trail.add("not here");
                        });

        trail.is("inner cancelled", "outer cancelled");
        var member = assertInstanceOf(TaskGroupException.class, failure.failures().get(0));
        assertEquals(List.of(boom), member.failures());
        assertEquals(1, failure.failures().size());
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName(
            "a child of the outer group fails: the inner group is cancelled and waited for first")
    void theInnerGroupIsCancelled() {
        var failure =
                failureOf(
                        outer -> {
                            outer.createTask(failing(ofSeconds(1), boom));
                            TaskGroup.run(
                                    inner -> {
                                        inner.createTask(
                                                endingSlowly(trail, "inner", ofSeconds(2)));
                                    });
                            trail.add("not here");
                        });

        trail.is("inner cancelled");
        assertEquals(List.of(boom), failure.failures());
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("the failure of an inner group may be handled in the outer one, which goes on")
    void theInnerFailureIsHandled() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                outer -> {
                                    var sibling = outer.createTask(giving(ofSeconds(5), "value"));
                                    FailedGroup.failureOf(
                                            inner -> {
                                                inner.createTask(failing(ofSeconds(1), boom));
                                                hang();
                                            });
                                    assertEquals("value", await(sibling));
                                }));
    }

    @Test
    @DisplayName("a child of the inner group may start children in the outer one")
    void innerChildStartsOuterChild() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                outer -> {
                                    TaskGroup.run(
                                            inner ->
                                                    inner.createTask(
                                                            () -> {
                                                                outer.createTask(
                                                                        () -> {
                                                                            await(
                                                                                    sleep(
                                                                                            ofSeconds(
                                                                                                    1)));
                                                                            trail.add(
                                                                                    "outer child");
                                                                        });
                                                            }));
                                    trail.add("inner ended");
                                }));

        trail.is("inner ended", "outer child");
    }
}
