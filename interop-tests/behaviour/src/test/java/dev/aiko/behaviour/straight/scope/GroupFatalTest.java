package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors of other kinds in a group. */
class GroupFatalTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final InternalError fatal = new InternalError("fatal");
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("TG-15 a fatal error of the body leaves the group bare when all children are done")
    void fatalErrorOfTheBody() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    InternalError.class,
                                    () ->
                                            TaskGroup.run(
                                                    g -> {
                                                        g.createTask(
                                                                endingSlowly(
                                                                        trail,
                                                                        "child",
                                                                        ofSeconds(2)));
                                                        yieldNow();
                                                        throw fatal;
                                                    }));
                    assertSame(fatal, thrown);
                    trail.is("child cancelled");
                });
    }

    @Test
    @DisplayName("TG-15 also while the group is stopped by the failure of a child")
    void fatalErrorDuringAnAbort() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    InternalError.class,
                                    () ->
                                            TaskGroup.run(
                                                    g -> {
                                                        g.createTask(failing(ofSeconds(1), boom));
                                                        try {
                                                            hang();
                                                        } catch (CancellationException cancelled) {
                                                            throw fatal;
                                                        }
                                                    }));
                    assertSame(fatal, thrown);
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName("TG-15 a fatal error of a child leaves the run, and then the group, bare")
    void fatalErrorOfAChild() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(hanging(trail, "sibling"));
                                            g.createTask(
                                                    () -> {
                                                        throw fatal;
                                                    });
                                        }));

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));
        try {
            virtual.settle();
        } catch (InternalError again) {
            assertSame(fatal, again);
            virtual.settle();
        }

        assertSame(fatal, task.exception());
        trail.is("sibling cancelled");
    }

    @Test
    @DisplayName("TG-16 other errors are collected, from children and from the body")
    void otherErrorsAreCollected() {
        var wrong = new AssertionError("wrong");
        var missing = new LinkageError("missing");
        loop.runUntilComplete(
                () -> {
                    var failure =
                            failsWith(
                                    List.of(wrong, missing),
                                    g -> {
                                        g.createTask(hanging(trail, "sibling"));
                                        g.createTask(
                                                () -> {
                                                    throw wrong;
                                                });
                                        try {
                                            hang();
                                        } catch (CancellationException cancelled) {
                                            throw missing;
                                        }
                                    });
                    assertSame(wrong, failure.getCause());
                });

        trail.is("sibling cancelled");
    }

    @Test
    @DisplayName("TG-16 so is a stack overflow, which is not fatal")
    void stackOverflowIsCollected() {
        var overflow = new StackOverflowError("deep");
        loop.runUntilComplete(
                () -> {
                    var failure =
                            assertThrows(
                                    TaskGroupException.class,
                                    () ->
                                            TaskGroup.run(
                                                    g -> {
                                                        throw overflow;
                                                    }));
                    assertEquals(List.of(overflow), failure.failures());
                });
    }
}
