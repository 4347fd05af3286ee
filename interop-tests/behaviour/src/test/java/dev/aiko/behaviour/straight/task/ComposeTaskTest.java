package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks whose body is written with futures. */
class ComposeTaskTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName(
            "TASK-01 the body is called in a later turn, and its stage's end is the task's end")
    void calledInALaterTurn() {
        Task<Integer> task =
                loop.composeTask(
                        () -> {
                            trail.add("body");
                            return Aiko.sleep(ofSeconds(1), "value").thenApply(String::length);
                        });
        trail.add("created");

        assertEquals(5, loop.runUntilComplete(task));

        trail.is("created", "body");
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("a failure of the stage, and one of the body itself, is the task's failure")
    void failures() {
        var failure = new IllegalArgumentException("boom");
        LoopFuture<String> stage = loop.createFuture();
        Task<Integer> ofStage = loop.composeTask(() -> stage.thenApply(String::length));
        Task<String> ofBody =
                loop.composeTask(
                        () -> {
                            throw failure;
                        });
        stage.completeExceptionally(failure);
        virtual.settle();

        assertSame(failure, ofStage.exception());
        assertSame(failure, ofBody.exception());
    }

    @Test
    @DisplayName("a body that returns null instead of a stage makes the task fail")
    void aNullStage() {
        Task<String> task = loop.composeTask(() -> null);
        virtual.settle();

        assertTrue(task.isDone());
        assertNotNull(task.exception());
    }

    @Test
    @DisplayName("a stage that is done already makes the task done in its first turn")
    void doneAlready() {
        Task<String> task = loop.composeTask(() -> CompletableFuture.completedFuture(null));

        virtual.oneTurn();

        assertTrue(task.isDone());
        assertNull(task.result());
    }

    @Test
    @DisplayName("TASK-11 cancelling cancels the stage, and waits for its end")
    void cancellingWaitsForTheStage() {
        Task<String> inner =
                loop.createTask(
                        () -> {
                            try {
                                return await(sleep(ofHours(1), "value"));
                            } finally {
                                await(sleep(ofSeconds(5)));
                                trail.add("cleaned up");
                            }
                        });
        Task<String> task = loop.composeTask(() -> inner);
        virtual.settle();

        assertTrue(task.cancel("enough"));
        virtual.runFor(ofSeconds(4));
        assertFalse(task.isDone());

        virtual.runFor(ofSeconds(2));
        assertTrue(task.isCancelled());
        assertEquals(1, task.cancelling());
        trail.is("cleaned up");
    }

    @Test
    @DisplayName("TASK-14 cancelling goes through derived stages up to the work itself")
    void throughDerivedStages() {
        LoopFuture<String> work = loop.createFuture();
        Task<Integer> task =
                loop.composeTask(() -> work.thenApply(String::length).thenApply(n -> n + 1));
        virtual.settle();

        task.cancel("enough");
        virtual.settle();

        assertTrue(task.isCancelled());
        assertTrue(work.isCancelled());
    }

    @Test
    @DisplayName(
            "TASK-15 a stage that turns the cancellation into a value gives the task that value")
    void aValueAfterAll() {
        Task<String> stubborn =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                return "value";
                            }
                        });
        Task<String> task = loop.composeTask(() -> stubborn);
        virtual.settle();

        task.cancel("enough");
        virtual.settle();

        assertEquals("value", task.result());
        assertFalse(task.isCancelled());
    }

    @Test
    @DisplayName("TASK-21 a stage cancelled by somebody else ends the task as cancelled")
    void cancelledBySomebodyElse() {
        LoopFuture<String> work = loop.createFuture();
        Task<String> task = loop.composeTask(() -> work);
        virtual.settle();

        work.cancel("by somebody else");
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals(0, task.cancelling());
    }
}
