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
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling the task around a group. */
class GroupCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    /** Runs the group in a task, which is cancelled after one second. */
    private Task<?> cancelled(ScopeAction<TaskGroup> body) {
        Task<?> task = loop.createTask(() -> TaskGroup.run(body));
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));
        virtual.runFor(ofMinutes(1));
        assertTrue(task.isDone());
        return task;
    }

    private static List<Throwable> failures(Task<?> task) {
        return assertInstanceOf(TaskGroupException.class, task.exception()).failures();
    }

    @Test
    @DisplayName(
            "TG-09 cancelled in the body: children are cancelled and waited for, no group failure")
    void cancelledInTheBody() {
        Task<?> task =
                cancelled(
                        g -> {
                            g.createTask(endingSlowly(trail, "child", ofSeconds(2)));
                            try {
                                hang();
                            } finally {
                                trail.add("body left at " + loop.time().toSeconds());
                            }
                        });

        assertTrue(task.isCancelled());
        assertEquals(
                "enough", assertThrows(CancellationException.class, task::result).getMessage());
        trail.is("body left at 1", "child cancelled");
    }

    @Test
    @DisplayName("TG-09 cancelled while the group waits: the same")
    void cancelledWhileTheGroupWaits() {
        var children = new ArrayList<Task<?>>();
        Task<?> task =
                cancelled(
                        g -> {
                            children.add(g.createTask(hanging(trail, "one")));
                            children.add(g.composeTask(() -> loop.createFuture()));
                            children.add(g.createTask(endingSlowly(trail, "two", ofSeconds(2))));
                        });

        assertTrue(task.isCancelled());
        children.forEach(child -> assertTrue(child.isCancelled()));
        trail.is("one cancelled", "two cancelled");
    }

    @Test
    @DisplayName("TG-09 the group is not done before the cleanup of its children is")
    void cleanupIsWaitedFor() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(
                                                    endingSlowly(trail, "child", ofSeconds(5)));
                                        }));
        virtual.settle();
        task.cancel("enough");
        virtual.runFor(ofSeconds(4));
        assertFalse(task.isDone());
        trail.is();

        virtual.runFor(ofSeconds(2));
        assertTrue(task.isCancelled());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("TG-10 children that fail while they are cancelled: their failures come instead")
    void childrenFailInTheirCleanup() {
        Task<?> task =
                cancelled(
                        g -> {
                            g.createTask(failingInCleanup(boom));
                            g.createTask(failingInCleanup(other));
                            hang();
                        });

        assertEquals(List.of(boom, other), failures(task));
    }

    @Test
    @DisplayName("TG-13 a child fails while the body still cleans up after the cancellation")
    void aChildFailsDuringTheCleanupOfTheBody() {
        Task<?> task =
                cancelled(
                        g -> {
                            g.createTask(failing(ofSeconds(3), boom));
                            try {
                                hang();
                            } catch (CancellationException cancelled) {
                                await(sleep(ofSeconds(5)));
                                throw cancelled;
                            }
                        });

        assertEquals(List.of(boom), failures(task));
    }

    @Test
    @DisplayName("TG-13 and when the body waits inside another group just then")
    void aChildFailsDuringAnotherGroup() {
        Task<?> task =
                cancelled(
                        g -> {
                            g.createTask(failing(ofSeconds(3), boom));
                            TaskGroup.run(
                                    inner -> {
                                        inner.createTask(
                                                endingSlowly(trail, "inner", ofSeconds(5)));
                                    });
                        });

        assertEquals(List.of(boom), failures(task));
        trail.is("inner cancelled");
    }

    @Test
    @DisplayName(
            "TG-14 a body that answers its cancellation with a failure: that one is the member")
    void theBodyAnswersWithAFailure() {
        Task<?> task =
                cancelled(
                        g -> {
                            g.createTask(hanging(trail, "child"));
                            failingInCleanup(boom).run();
                        });

        assertEquals(List.of(boom), failures(task));
        trail.is("child cancelled");
    }

    @Test
    @DisplayName(
            "TG-24 a body that swallows the cancellation: the children go on, the group ends well")
    void theBodySwallowsTheCancellation() {
        var child = new Task<?>[1];
        var count = new int[1];
        Task<String> task =
                loop.createTask(
                        () -> {
                            String value =
                                    TaskGroup.run(
                                            g -> {
                                                child[0] = g.createTask(giving(ofSeconds(5), 42));
                                                return stubborn("body").call();
                                            });
                            count[0] = currentTask().cancelling();
                            return value;
                        });
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));

        assertEquals("body", loop.runUntilComplete(task));
        assertEquals(42, child[0].result());
        assertEquals(1, count[0]);
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("TG-09 cancelled from another thread: the same")
    void cancelledFromAnotherThread() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(hanging(trail, "child"));
                                        }));
        virtual.settle();
        Wait.onAnotherThread(() -> task.cancel("from afar"));
        virtual.settle();

        assertTrue(task.isCancelled());
        trail.is("child cancelled");
    }
}
