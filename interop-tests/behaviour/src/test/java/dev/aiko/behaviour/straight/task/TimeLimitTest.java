package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time limits stop the work itself. */
class TimeLimitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private Task<String> stubbornTask() {
        return loop.createTask(
                () -> {
                    try {
                        return await(loop.<String>createFuture());
                    } catch (CancellationException cancelled) {
                        return "a value after all";
                    }
                });
    }

    @Test
    @DisplayName("orTimeout cancels the body, and the task times out when the body has ended")
    void orTimeoutStopsTheBody() {
        Task<String> task = SlowTask.started(loop, trail);
        assertSame(task, task.orTimeout(1, SECONDS));

        virtual.runFor(ofSeconds(2));
        assertFalse(task.isDone());

        virtual.runFor(ofSeconds(5));
        trail.is("ended at 6");
        assertFalse(task.isCancelled());
        assertInstanceOf(TimeoutException.class, task.exception());
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(CompletionException.class, task::join).getCause());
    }

    @Test
    @DisplayName("a task that ends in time is left alone by orTimeout, and no timer stays")
    void orTimeoutInTime() {
        Task<String> task = loop.createTask(() -> await(sleep(ofSeconds(1), "value")));
        task.orTimeout(3, SECONDS);

        assertEquals("value", loop.runUntilComplete(task));
        virtual.runFor(ofSeconds(10));

        assertFalse(virtual.clock().deadlines().contains(ofSeconds(3).toNanos()));
        assertEquals(0, task.cancelling());
    }

    @Test
    @DisplayName("a value the body still returns wins over orTimeout")
    void orTimeoutAndAValue() {
        Task<String> task = stubbornTask().orTimeout(1, SECONDS);

        assertEquals("a value after all", loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("a failure of the body wins over orTimeout")
    void orTimeoutAndAFailure() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                throw failure;
                            }
                        });
        task.orTimeout(1, SECONDS);
        virtual.runFor(ofSeconds(2));

        assertSame(failure, task.exception());
    }

    @Test
    @DisplayName("a task that was asked to stop before the time is over ends as cancelled")
    void orTimeoutAndACancellation() {
        Task<String> task = SlowTask.started(loop, trail).orTimeout(10, SECONDS);
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));

        virtual.runFor(ofSeconds(20));

        assertTrue(task.isCancelled());
        trail.is("ended at 6");
    }

    @Test
    @DisplayName("completeOnTimeout cancels the body, and gives the value when the body has ended")
    void completeOnTimeoutStopsTheBody() {
        Task<String> task = SlowTask.started(loop, trail);
        assertSame(task, task.completeOnTimeout("instead", 1, SECONDS));

        virtual.runFor(ofSeconds(2));
        assertFalse(task.isDone());

        virtual.runFor(ofSeconds(5));
        trail.is("ended at 6");
        assertEquals("instead", task.result());
        assertFalse(task.isCancelled());
    }

    @Test
    @DisplayName("a value the body still returns wins over completeOnTimeout")
    void completeOnTimeoutAndAValue() {
        Task<String> task = stubbornTask().completeOnTimeout("instead", 1, SECONDS);

        assertEquals("a value after all", loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("a composed task is stopped by its time limit with the stage it waits for")
    void composedTasks() {
        LoopFuture<String> stage = loop.createFuture();
        Task<String> task = loop.<String>composeTask(() -> stage).orTimeout(1, SECONDS);

        virtual.runFor(ofSeconds(2));

        assertTrue(stage.isCancelled());
        assertInstanceOf(TimeoutException.class, task.exception());
    }
}
