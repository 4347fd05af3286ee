package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** A body that catches its cancellation decides how it ends. */
class CaughtCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    private void waitForCancellation() {
        try {
            await(future);
            trail.add("not cancelled");
        } catch (CancellationException cancelled) {
            trail.add("caught " + cancelled.getMessage());
        }
    }

    private void startAndCancel(Task<?> task) {
        virtual.settle();
        assertTrue(task.cancel("enough"));
        virtual.settle();
    }

    @Test
    @DisplayName("TASK-15 a body that catches the cancellation and returns finishes with its value")
    void aValueAfterAll() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            waitForCancellation();
                            return "value";
                        });

        startAndCancel(task);

        assertEquals("value", task.result());
        assertFalse(task.isCancelled());
        trail.is("caught enough");
    }

    @Test
    @DisplayName("TASK-16 the same request does not come twice: the next waits run undisturbed")
    void theNextWaitsAreUndisturbed() {
        LoopFuture<String> next = loop.createFuture();
        Task<String> task =
                loop.createTask(
                        () -> {
                            waitForCancellation();
                            await(sleep(ofSeconds(10)));
                            yieldNow();
                            trail.add(
                                    await(
                                            new CompletableFuture<String>()
                                                    .completeAsync(() -> "foreign", loop)));
                            return await(next);
                        });
        startAndCancel(task);
        assertFalse(task.isDone());

        virtual.runFor(ofSeconds(11));
        assertFalse(next.isCancelled());
        next.complete("value");

        assertEquals("value", loop.runUntilComplete(task));
        trail.is("caught enough", "foreign");
    }

    @Test
    @DisplayName("TASK-16 two requests before the body resumes are seen as one cancellation")
    void twoRequestsBeforeItResumes() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            waitForCancellation();
                            await(sleep(ofSeconds(1)));
                            return "value";
                        });
        virtual.settle();

        loop.callSoon(
                () -> {
                    task.cancel("enough");
                    task.cancel("enough");
                });

        assertEquals("value", loop.runUntilComplete(task));
        assertEquals(2, task.cancelling());
        trail.is("caught enough");
    }

    @Test
    @DisplayName("TASK-24 catching does not lower the count of requests, only uncancel does")
    void catchingDoesNotUncancel() {
        var self = new Task<?>[1];
        self[0] =
                loop.createTask(
                        () -> {
                            waitForCancellation();
                            trail.add("count " + self[0].cancelling());
                            yieldNow();
                            trail.add("count " + self[0].cancelling());
                            trail.add("left " + self[0].uncancel());
                            trail.add("count " + self[0].cancelling());
                        });

        startAndCancel(self[0]);

        trail.is("caught enough", "count 1", "count 1", "left 0", "count 0");
    }

    @Test
    @DisplayName("TASK-27 a failure while handling the cancellation becomes the outcome")
    void aFailureWhileHandling() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } catch (CancellationException cancelled) {
                                failure.initCause(cancelled);
                                throw failure;
                            }
                        });

        startAndCancel(task);

        assertFalse(task.isCancelled());
        assertSame(failure, task.exception());
        assertEquals("enough", task.exception().getCause().getMessage());
    }

    @Test
    @DisplayName("TASK-27 a failure in a finally block replaces the cancellation")
    void aFailureInFinally() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } finally {
                                fail(failure);
                            }
                        });

        startAndCancel(task);

        assertFalse(task.isCancelled());
        assertSame(failure, task.exception());
    }

    private static void fail(RuntimeException failure) {
        throw failure;
    }

    @Test
    @DisplayName("a cancellation thrown by the body on its own account ends the task as cancelled")
    void aCancellationOfItsOwn() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw new CancellationException("my own");
                        });
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals(0, task.cancelling());
    }
}
