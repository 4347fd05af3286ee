package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
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
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Things that happen to a group in one turn, and children that do as they like. */
class GroupSameTurnTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("a child that swallows its cancellation and gives a value is waited for")
    void aChildSwallowsItsCancellation() {
        loop.runUntilComplete(
                () -> {
                    var child = new Task<?>[1];
                    failsWith(
                            List.of(boom),
                            g -> {
                                child[0] = g.createTask(stubborn("value"));
                                g.createTask(failing(ofSeconds(1), boom));
                            });
                    assertEquals("value", child[0].result());
                });
    }

    @Test
    @DisplayName("a child that swallows its cancellation and works on holds the group up")
    void aChildWorksOn() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(
                                                    () -> {
                                                        stubborn("go on").call();
                                                        await(sleep(ofSeconds(5)));
                                                        trail.add("worked on");
                                                    });
                                        }));
        virtual.settle();
        task.cancel("enough");
        virtual.runFor(ofSeconds(4));
        assertFalse(task.isDone());
        virtual.runFor(ofSeconds(2));

        assertTrue(task.isCancelled());
        trail.is("worked on");
    }

    @Test
    @DisplayName("a group that failed cancels each child once, also when more of them fail")
    void everyChildIsCancelledOnce() {
        var child = new Task<?>[1];
        loop.runUntilComplete(
                () ->
                        failureOf(
                                g -> {
                                    child[0] =
                                            g.createTask(
                                                    endingSlowly(trail, "child", ofSeconds(5)));
                                    g.createTask(failingInCleanup(boom));
                                    g.createTask(failing(ofSeconds(1), boom));
                                }));

        assertEquals(1, child[0].cancelling());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("a child that ends well in the turn of the failure keeps its value")
    void aChildEndsInTheTurnOfTheFailure() {
        LoopFuture<String> future = loop.createFuture();
        var child = new Task<?>[1];
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            child[0] = g.createTask(() -> await(future));
                                            g.createTask(
                                                    () -> {
                                                        await(future);
                                                        throw boom;
                                                    });
                                        }));
        virtual.settle();
        future.complete("value");
        virtual.settle();

        assertEquals("value", child[0].result());
        var failure = assertInstanceOf(TaskGroupException.class, task.exception());
        assertEquals(List.of(boom), failure.failures());
    }

    @Test
    @DisplayName("an eager child that fails in its first step stops the body at its next await")
    void anEagerChildFailsAtOnce() {
        loop.runUntilComplete(
                () ->
                        failureOf(
                                g -> {
                                    g.createTask(
                                            TaskOptions.eagerly(),
                                            () -> {
                                                throw boom;
                                            });
                                    trail.add("body goes on");
                                    await(sleep(ofSeconds(1)));
                                    trail.add("not here");
                                }));

        trail.is("body goes on");
        assertEquals(0, loop.time().toNanos());
    }

    @Test
    @DisplayName("a child that was cancelled before its first step runs nothing and is forgotten")
    void cancelledBeforeItsFirstStep() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    g.createTask(() -> trail.add("ran")).cancel("no");
                                    await(sleep(ofSeconds(1)));
                                    assertEquals(Set.of(), g.tasks());
                                }));

        trail.is();
    }

    @Test
    @DisplayName("closing the loop cancels the task around a group and its children")
    void theLoopIsClosed() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            g.createTask(hanging(trail, "child"));
                                            hang();
                                        }));
        virtual.settle();
        loop.close();

        assertTrue(task.isCancelled());
        trail.is("child cancelled");
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName(
            "the failure of a group nobody looks at is reported once, the children's not at all")
    void reportedOnce() {
        loop.createTask(
                () -> TaskGroup.run(g -> g.createTask(failing(ofSeconds(1), boom)).isDone()));
        virtual.runFor(ofSeconds(2));
        loop.close();

        assertEquals(1, virtual.reports().size());
        assertInstanceOf(TaskGroupException.class, virtual.reports().get(0).exception());
    }
}
