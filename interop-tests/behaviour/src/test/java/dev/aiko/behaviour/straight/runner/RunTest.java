package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Running a whole program. */
class RunTest {

    private final EventLoop[] seen = new EventLoop[1];
    private final Trail trail = new Trail();

    @Test
    @DisplayName("RUN-01 the value of the main task comes back, and the loop is closed afterwards")
    void theValueComesBack() {
        String value =
                Aiko.run(
                        () -> {
                            seen[0] = runningLoop();
                            assertFalse(seen[0].isClosed());
                            await(sleep(ofMillis(1)));
                            return "value";
                        });

        assertEquals("value", value);
        assertTrue(seen[0].isClosed());
    }

    @Test
    @DisplayName("RUN-01 the very failure of the main task comes out, and the loop is closed too")
    void theFailureComesOut() {
        var failure = new IllegalArgumentException("boom");
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                Aiko.run(
                                        () -> {
                                            seen[0] = runningLoop();
                                            throw failure;
                                        }));

        assertSame(failure, thrown);
        assertTrue(seen[0].isClosed());
    }

    @Test
    @DisplayName("RUN-01 a checked failure comes in a CompletionException, a fatal one as it is")
    void otherFailures() {
        var checked = new IOException("boom");
        var fatal = new InternalError("fatal");

        var thrown =
                assertThrows(
                        CompletionException.class,
                        () ->
                                Aiko.run(
                                        () -> {
                                            throw checked;
                                        }));
        assertSame(checked, thrown.getCause());
        assertSame(
                fatal,
                assertThrows(
                        InternalError.class,
                        () ->
                                Aiko.run(
                                        () -> {
                                            seen[0] = runningLoop();
                                            throw fatal;
                                        })));
        assertTrue(seen[0].isClosed());
    }

    @Test
    @DisplayName("RUN-01 a main task that cancels itself ends the run with its cancellation")
    void aCancelledMain() {
        var thrown =
                assertThrows(
                        CancellationException.class,
                        () ->
                                Aiko.run(
                                        () -> {
                                            currentTask().cancel("myself");
                                            yieldNow();
                                        }));

        assertEquals("myself", thrown.getMessage());
    }

    @Test
    @DisplayName("RUN-03 bodies with and without a value can be run, and stages of every kind")
    void whatCanBeRun() {
        assertEquals("value", Aiko.run(() -> "value"));
        Aiko.run(() -> trail.add("action"));
        try (EventLoop loop = Aiko.newEventLoop()) {
            Task<String> task = loop.createTask(() -> "task");
            var future = loop.createFuture();
            loop.callSoon(() -> future.complete("future"));
            var foreign = new CompletableFuture<String>();
            loop.callSoon(() -> foreign.complete("foreign"));

            assertEquals("task", loop.runUntilComplete(task));
            assertEquals("future", loop.runUntilComplete(future));
            assertEquals("foreign", loop.runUntilComplete(foreign));
            assertEquals(
                    "minimal", loop.runUntilComplete(CompletableFuture.completedStage("minimal")));
        }
        trail.is("action");
    }

    @Test
    @DisplayName("RUN-04 tasks left over are cancelled and waited for before the loop closes")
    void leftOversAreWaitedFor() {
        var left = new Task<?>[2];
        Aiko.run(
                () -> {
                    left[0] =
                            createTask(
                                    () -> {
                                        try {
                                            await(sleep(ofHours(1)));
                                        } finally {
                                            await(sleep(ofMillis(5)));
                                            trail.add("cleaned up");
                                        }
                                    });
                    left[1] = createTask(() -> trail.add("never started"));
                    left[1].cancel("not needed");
                    yieldNow();
                    trail.add("main ended");
                });

        trail.is("main ended", "cleaned up");
        assertTrue(left[0].isCancelled());
        assertTrue(left[1].isCancelled());
    }

    @Test
    @DisplayName("RUN-04 that holds when the main task fails")
    void leftOversOfAFailedMain() {
        var left = new Task<?>[1];
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Aiko.run(
                                () -> {
                                    left[0] = createTask(() -> await(sleep(ofHours(1))));
                                    yieldNow();
                                    throw new IllegalArgumentException("boom");
                                }));

        assertTrue(left[0].isCancelled());
    }
}
