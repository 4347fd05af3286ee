package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A group that is cancelled by itself, with a reason. */
class CancelledGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private Action noting(String name) {
        return () -> {
            try {
                hang();
            } catch (CancellationException cancelled) {
                trail.add(name + ": " + cancelled.getMessage());
                throw cancelled;
            }
        };
    }

    @Test
    @DisplayName("children and body get the reason, the group ends quietly, and the task goes on")
    void endsQuietly() {
        loop.runUntilComplete(
                () -> {
                    TaskGroup.run(
                            g -> {
                                g.createTask(noting("child"));
                                loop.callLater(ofSeconds(1), () -> g.cancel("closing time"));
                                noting("body").run();
                            });
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                    trail.add("after");
                });

        assertEquals(
                List.of("body: closing time", "child: closing time"),
                trail.steps().subList(0, 2).stream().sorted().toList());
        assertEquals("after", trail.steps().get(2));
    }

    @Test
    @DisplayName("a body that cancels its own group sees it at its next await")
    void fromTheBody() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    g.createTask(hanging(trail, "child"));
                                    yieldNow();
                                    g.cancel("enough");
                                    trail.add("body goes on");
                                    yieldNow();
                                    trail.add("not here");
                                }));

        trail.is("body goes on", "child cancelled");
    }

    @Test
    @DisplayName("a child may cancel its group, itself included")
    void fromAChild() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    g.createTask(noting("sibling"));
                                    g.createTask(
                                            () -> {
                                                yieldNow();
                                                g.cancel("found it");
                                                noting("child").run();
                                            });
                                }));

        assertEquals(
                List.of("child: found it", "sibling: found it"),
                trail.steps().stream().sorted().toList());
    }

    @Test
    @DisplayName("a body with a value that was interrupted: the cancellation leaves the group")
    void aBodyWithAValue() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    CancellationException.class,
                                    () ->
                                            TaskGroup.run(
                                                    g -> {
                                                        loop.callSoon(() -> g.cancel("enough"));
                                                        hang();
                                                        return "value";
                                                    }));
                    assertEquals("enough", thrown.getMessage());
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName("a body with a value that had ended: the value stands")
    void aBodyThatHasItsValue() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            TaskGroup.run(
                                    g -> {
                                        g.createTask(hanging(trail, "child"));
                                        loop.callLater(ofSeconds(1), () -> g.cancel("enough"));
                                        return "value";
                                    });
                    assertEquals("value", value);
                    yieldNow();
                });

        trail.is("child cancelled");
    }

    @Test
    @DisplayName("failures on the way out come as the failure of the group")
    void failuresOnTheWay() {
        loop.runUntilComplete(
                () -> {
                    failsWith(
                            List.of(boom),
                            g -> {
                                g.createTask(failingInCleanup(boom));
                                yieldNow();
                                g.cancel("enough");
                            });
                    yieldNow();
                });
    }

    @Test
    @DisplayName("on a group that is stopping, or has ended, it does nothing")
    void tooLate() {
        loop.runUntilComplete(
                () -> {
                    var groups = new TaskGroup[1];
                    TaskGroup.run(
                            g -> {
                                groups[0] = g;
                                g.createTask(noting("child"));
                                yieldNow();
                                g.cancel("first");
                                g.cancel("second");
                            });
                    groups[0].cancel("third");
                    yieldNow();
                    assertEquals(0, currentTask().cancelling());
                });

        trail.is("child: first");
    }

    @Test
    @DisplayName("a stopping group takes no children")
    void takesNoChildren() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    g.cancel("enough");
                                    assertThrows(
                                            IllegalStateException.class,
                                            () -> g.createTask(() -> trail.add("ran")));
                                }));
        trail.is();
    }

    @Test
    @DisplayName("from another thread: the same")
    void fromAnotherThread() {
        var groups = new TaskGroup[1];
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            groups[0] = g;
                                            g.createTask(hanging(trail, "child"));
                                            hang();
                                        }));
        virtual.settle();
        Wait.onAnotherThread(() -> groups[0].cancel("from afar"));
        virtual.settle();

        assertTrue(task.isDone());
        assertFalse(task.isCancelled());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("a cancel of the group and one of the task in one turn: the task is cancelled")
    void togetherWithTheTask() {
        var groups = new TaskGroup[1];
        Task<?> task =
                loop.createTask(
                        () -> {
                            TaskGroup.run(
                                    g -> {
                                        groups[0] = g;
                                        g.createTask(hanging(trail, "child"));
                                        hang();
                                    });
                            yieldNow();
                            trail.add("not here");
                        });
        virtual.settle();
        groups[0].cancel("group");
        task.cancel("task");
        virtual.settle();

        assertTrue(task.isCancelled());
        trail.is("child cancelled");
    }
}
