package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel request for the task around a group at every moment of the group's life. */
class GroupMomentsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("before the task has begun: there is no group at all")
    void beforeTheTask() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            trail.add("body");
                                        }));
        task.cancel("enough");
        virtual.settle();

        assertTrue(task.isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("before the group: the first await in its body is cancelled")
    void beforeTheGroup() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            currentTask().cancel("enough");
                            TaskGroup.run(
                                    g -> {
                                        g.createTask(hanging(trail, "child"));
                                        trail.add("body");
                                        yieldNow();
                                        trail.add("not here");
                                    });
                        });
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals("body", trail.steps().get(0));
        assertFalse(trail.steps().contains("not here"));
    }

    @Test
    @DisplayName("in a body that awaits nothing: the wait at the end is cancelled")
    void inABodyThatAwaitsNothing() {
        var child = new Task<?>[1];
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            child[0] = g.createTask(hanging(trail, "child"));
                                            currentTask().cancel("enough");
                                        }));
        virtual.settle();

        assertTrue(task.isCancelled());
        assertTrue(child[0].isCancelled());
    }

    @Test
    @DisplayName("from a child: the whole group is cancelled, the child included")
    void fromAChild() {
        var task = new Task<?>[1];
        task[0] =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(hanging(trail, "one"));
                                            g.createTask(
                                                    () -> {
                                                        task[0].cancel("enough");
                                                        hanging(trail, "two").run();
                                                    });
                                        }));
        virtual.settle();

        assertTrue(task[0].isCancelled());
        assertEquals(
                List.of("one cancelled", "two cancelled"),
                trail.steps().stream().sorted().toList());
    }

    @Test
    @DisplayName("while cancelled children clean up: it goes down to them again")
    void whileChildrenCleanUp() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(
                                                    () -> {
                                                        try {
                                                            hang();
                                                        } finally {
                                                            await(sleep(ofSeconds(5)));
                                                            trail.add("cleaned up");
                                                        }
                                                    });
                                        }));
        virtual.settle();
        task.cancel("first");
        virtual.runFor(ofSeconds(1));
        task.cancel("second");
        virtual.runFor(ofMinutes(1));

        assertTrue(task.isCancelled());
        assertEquals(2, task.cancelling());
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("while children end after a failure: the failure leaves the group all the same")
    void whileTheFailureIsCollected() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(endingSlowly(trail, "slow", ofSeconds(5)));
                                            g.createTask(failing(ofSeconds(1), boom));
                                        }));
        loop.callLater(ofSeconds(3), () -> task.cancel("enough"));
        virtual.runFor(ofMinutes(1));

        var failure = assertInstanceOf(TaskGroupException.class, task.exception());
        assertEquals(List.of(boom), failure.failures());
        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("in the turn in which a child fails, after it: the failure leaves the group")
    void inTheTurnOfTheFailure() {
        LoopFuture<String> future = loop.createFuture();
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(hanging(trail, "child"));
                                            g.createTask(() -> await(future));
                                        }));
        virtual.settle();
        loop.callSoon(
                () -> {
                    future.completeExceptionally(boom);
                    loop.callSoon(() -> loop.callSoon(() -> task.cancel("enough")));
                });
        virtual.settle();

        var failure = assertInstanceOf(TaskGroupException.class, task.exception());
        assertEquals(List.of(boom), failure.failures());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("in the turn in which a child would fail, before it: the child is cancelled")
    void inTheTurnBeforeTheFailure() {
        LoopFuture<String> future = loop.createFuture();
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(() -> await(future));
                                        }));
        virtual.settle();
        loop.callSoon(
                () -> {
                    future.completeExceptionally(boom);
                    task.cancel("enough");
                });
        virtual.settle();

        assertTrue(task.isDone());
        if (!task.isCancelled()) {
            var failure = assertInstanceOf(TaskGroupException.class, task.exception());
            assertEquals(List.of(boom), failure.failures());
        }
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName(
            "after the last child has ended, before the group goes on: it shows as cancellation")
    void afterTheLastChild() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            TaskGroup.run(
                                    g -> {
                                        g.createTask(giving(ofSeconds(1), 1));
                                    });
                            yieldNow();
                            trail.add("not here");
                        });
        virtual.settle();
        loop.callLater(ofSeconds(1), () -> loop.callSoon(() -> task.cancel("enough")));
        virtual.runFor(ofSeconds(2));

        assertTrue(task.isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("at every single turn: nobody is left behind, and it ends cancelled or well")
    void atEveryTurn() {
        for (int turns = 0; turns < 12; turns++) {
            Task<?> task =
                    loop.createTask(
                            () ->
                                    TaskGroup.run(
                                            g -> {
                                                g.createTask(() -> yieldNow());
                                                yieldNow();
                                                g.composeTask(() -> loop.sleepAsync(Duration.ZERO));
                                            }));
            for (int turn = 0; turn < turns; turn++) {
                virtual.oneTurn();
            }
            boolean accepted = task.cancel("enough");
            virtual.settle();

            assertTrue(task.isDone());
            assertEquals(accepted, task.isCancelled(), "after " + turns + " turns");
            assertTrue(loop.allTasks().isEmpty(), "after " + turns + " turns");
        }
    }
}
