package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bringing stages from elsewhere onto the loop. */
class EnsureFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final CompletableFuture<String> foreign = new CompletableFuture<>();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("FUT-19 a foreign stage completes its wrapper on the loop's thread")
    void completesOnTheLoop() {
        LoopFuture<String> wrapper = loop.ensureFuture(foreign);
        wrapper.thenAccept(value -> trail.add(value + " on " + Thread.currentThread().getName()));

        Wait.onAnotherThread(() -> foreign.complete("value"));
        assertFalse(wrapper.isDone());

        assertEquals("value", loop.runUntilComplete(wrapper));
        trail.is("value on " + Thread.currentThread().getName());
    }

    @Test
    @DisplayName("FUT-19 TASK-03 a future or task comes back as it is")
    void futuresComeBackAsTheyAre() {
        LoopFuture<String> future = loop.createFuture();
        var task = loop.createTask(() -> "value");

        assertSame(future, loop.ensureFuture(future));
        assertSame(task, loop.ensureFuture(task));
        loop.runUntilComplete(() -> assertSame(task, Aiko.ensureFuture(task)));
        try (EventLoop other = Aiko.newEventLoop()) {
            assertSame(future, other.ensureFuture(future));
        }
    }

    @Test
    @DisplayName("FUT-20 cancelling the wrapper cancels the stage behind it")
    void cancellingReachesTheStage() {
        LoopFuture<String> wrapper = loop.ensureFuture(foreign);

        wrapper.cancel("enough");
        virtual.settle();

        assertTrue(wrapper.isCancelled());
        assertTrue(foreign.isCancelled());
    }

    @Test
    @DisplayName("FUT-20 cancelling keeps a job in an executor from starting")
    void cancellingKeepsAJobFromStarting() {
        var pool = Executors.newSingleThreadExecutor();
        try {
            var release = new CountDownLatch(1);
            pool.execute(() -> Wait.until(release));
            LoopFuture<String> job =
                    loop.runInExecutor(
                            pool,
                            () -> {
                                trail.add("job");
                                return "value";
                            });

            assertTrue(job.cancel("enough"));
            virtual.settle();
            release.countDown();

            var after = loop.runInExecutor(pool, () -> "after");
            assertEquals("after", loop.runUntilComplete(after));
            assertTrue(job.isCancelled());
            trail.is();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    @DisplayName("FUT-21 a finished stage hands over its outcome in kind")
    void outcomesKeepTheirKind() {
        var failure = new IllegalArgumentException("boom");
        var cancelled = new CompletableFuture<String>();
        cancelled.cancel(true);

        var ofValue = loop.ensureFuture(CompletableFuture.completedFuture("value"));
        var ofFailure = loop.ensureFuture(CompletableFuture.<String>failedFuture(failure));
        var ofCancelled = loop.ensureFuture(cancelled);
        virtual.settle();

        assertEquals("value", ofValue.result());
        assertSame(failure, ofFailure.exception());
        assertFalse(ofFailure.isCancelled());
        assertTrue(ofCancelled.isCancelled());
    }

    @Test
    @DisplayName("FUT-22 a cancellation wrapped by a derived stage arrives as a cancellation")
    void wrappedCancellations() {
        var wrapper = loop.ensureFuture(foreign.thenApply(Function.identity()));

        foreign.cancel(true);
        virtual.settle();

        assertTrue(wrapper.isCancelled());
        assertThrows(CancellationException.class, wrapper::result);
    }

    @Test
    @DisplayName("FUT-22 an invalid state from elsewhere arrives as the same kind of failure")
    void wrappedFailures() {
        var failure = new IllegalStateException("wrong state");
        var wrapper = loop.ensureFuture(foreign.thenApply(Function.identity()));

        foreign.completeExceptionally(failure);
        virtual.settle();

        assertSame(failure, wrapper.exception());
        assertSame(failure, assertThrows(IllegalStateException.class, wrapper::result));
    }

    @Test
    @DisplayName("TASK-04 any other stage is wrapped, a minimal one too")
    void minimalStages() {
        CompletionStage<String> minimal = foreign.minimalCompletionStage();
        LoopFuture<String> wrapper = loop.ensureFuture(minimal);
        loop.createTask(() -> trail.add("awaited " + await(minimal)));
        virtual.settle();

        foreign.complete("value");

        assertEquals("value", loop.runUntilComplete(wrapper));
        virtual.settle();
        trail.is("awaited value");
    }

    @Test
    @DisplayName("TASK-05 on a closed loop it is refused and the body is never run")
    void refusedOnAClosedLoop() {
        loop.close();

        assertThrows(IllegalStateException.class, () -> loop.ensureFuture(foreign));
        assertThrows(IllegalStateException.class, () -> loop.createTask(trail.mark("body")::run));
        foreign.complete("value");

        trail.is();
        assertTrue(virtual.reports().isEmpty());
    }
}
