package dev.aiko.behaviour.straight.scope;

import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The group for futures: nothing blocks. */
class ComposedGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private <T> Task<T> started(Function<TaskGroup, ? extends CompletionStage<T>> body) {
        var task = new ArrayList<Task<T>>();
        loop.callSoon(() -> task.add(TaskGroup.start(body)));
        virtual.oneTurn();
        return task.get(0);
    }

    @Test
    @DisplayName("TG-01 it is done when the stage of the body and all children are")
    void isDoneAtTheEnd() {
        Task<String> group =
                started(
                        g -> {
                            g.composeTask(() -> loop.sleepAsync(ofSeconds(2)))
                                    .thenRun(trail.mark("child ended"));
                            return loop.sleepAsync(ofSeconds(1), "value");
                        });
        virtual.runFor(ofMillis(1500));
        assertFalse(group.isDone());

        assertEquals("value", loop.runUntilComplete(group));
        trail.is("child ended");
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("TG-02 a child may start children while the group waits at its end")
    void childrenStartChildren() {
        Task<String> group =
                started(
                        g -> {
                            g.composeTask(
                                    () ->
                                            loop.sleepAsync(ofSeconds(1))
                                                    .thenRun(
                                                            () ->
                                                                    g.composeTask(
                                                                            () -> {
                                                                                trail.add(
                                                                                        "grandchild");
                                                                                return loop
                                                                                        .sleepAsync(
                                                                                                ofSeconds(
                                                                                                        1));
                                                                            })));
                            return CompletableFuture.completedStage("value");
                        });

        assertEquals("value", loop.runUntilComplete(group));
        trail.is("grandchild");
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName(
            "TG-04, TG-05 a failing child cancels the other children and the stage of the body")
    void aFailingChild() {
        LoopFuture<String> body = loop.createFuture();
        LoopFuture<String> sibling = loop.createFuture();
        Task<String> group =
                started(
                        g -> {
                            g.composeTask(() -> sibling);
                            g.composeTask(
                                    () ->
                                            loop.sleepAsync(ofSeconds(1))
                                                    .thenCompose(
                                                            nothing ->
                                                                    CompletableFuture.failedStage(
                                                                            boom)));
                            return body;
                        });
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));

        assertEquals(List.of(boom), failure.failures());
        assertTrue(sibling.isCancelled());
        assertTrue(body.isCancelled());
    }

    @Test
    @DisplayName("TG-06 a body that fails, by throwing or by its stage, stops the children")
    void aFailingBody() {
        Task<String> throwing =
                started(
                        g -> {
                            g.createTask(hanging(trail, "one"));
                            throw boom;
                        });
        Task<String> failing =
                started(
                        g -> {
                            g.createTask(hanging(trail, "two"));
                            return loop.sleepAsync(ofSeconds(1))
                                    .thenCompose(x -> CompletableFuture.failedStage(boom));
                        });
        virtual.runFor(ofSeconds(2));

        for (var group : List.of(throwing, failing)) {
            var failure = assertInstanceOf(TaskGroupException.class, group.exception());
            assertEquals(List.of(boom), failure.failures());
        }
        assertTrue(trail.steps().contains("two cancelled"));
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("TG-09 cancelling it cancels children and body, and waits for the children")
    void cancelled() {
        LoopFuture<String> body = loop.createFuture();
        Task<String> group =
                started(
                        g -> {
                            g.createTask(endingSlowly(trail, "child", ofSeconds(2)));
                            return body;
                        });
        virtual.settle();
        assertTrue(group.cancel("enough"));
        virtual.runFor(ofSeconds(1));
        assertTrue(body.isCancelled());
        assertFalse(group.isDone());
        virtual.runFor(ofSeconds(2));

        assertTrue(group.isCancelled());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("TG-10 children that fail while it is cancelled: their failures come instead")
    void childrenFailInTheirCleanup() {
        Task<String> group =
                started(
                        g -> {
                            g.createTask(failingInCleanup(boom));
                            return loop.createFuture();
                        });
        virtual.settle();
        group.cancel("enough");
        virtual.settle();

        var failure = assertInstanceOf(TaskGroupException.class, group.exception());
        assertEquals(List.of(boom), failure.failures());
    }

    @Test
    @DisplayName("TG-11 one group as the body of another: its failure is one member")
    void nested() {
        Task<String> group =
                started(
                        outer ->
                                TaskGroup.start(
                                        inner -> {
                                            inner.createTask(failing(ofSeconds(1), boom));
                                            return loop.<String>createFuture();
                                        }));
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));

        var member = assertInstanceOf(TaskGroupException.class, failure.failures().get(0));
        assertEquals(List.of(boom), member.failures());
    }

    @Test
    @DisplayName("a group that is cancelled by itself while its body waits ends cancelled")
    void cancelledByItself() {
        Task<String> group =
                started(
                        g -> {
                            loop.callLater(ofSeconds(1), () -> g.cancel("closing time"));
                            g.createTask(hanging(trail, "child"));
                            return loop.<String>createFuture();
                        });
        virtual.runFor(ofSeconds(2));

        var thrown = assertThrows(CancellationException.class, group::result);
        assertEquals("closing time", thrown.getMessage());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("a derived stage of a group task that is cancelled takes the whole group with it")
    void aDerivedStageIsCancelled() {
        Task<String> group =
                started(
                        g -> {
                            g.createTask(hanging(trail, "child"));
                            return loop.<String>createFuture();
                        });
        virtual.settle();
        assertTrue(group.thenApply(String::length).cancel(true));
        virtual.settle();

        assertTrue(group.isCancelled());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("a derived stage of a child that is cancelled takes that child alone")
    void aDerivedStageOfAChildIsCancelled() {
        var child = new Task<?>[1];
        Task<String> group =
                started(
                        g -> {
                            child[0] = g.createTask(hanging(trail, "child"));
                            return loop.sleepAsync(ofSeconds(5), "value");
                        });
        virtual.settle();
        child[0].thenRun(() -> {}).cancel(true);
        virtual.settle();
        assertTrue(child[0].isCancelled());

        assertEquals("value", loop.runUntilComplete(group));
        trail.is("child cancelled");
    }
}
