package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling in the gap between the end of a wait and the step that goes on with it. */
class CancelAfterWakeTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    private String told(CompletableFuture<String> stage) {
        try {
            String value = await(stage);
            trail.add("got " + value);
            return value;
        } catch (CancellationException cancelled) {
            trail.add("cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
    }

    @Test
    @DisplayName("TASK-17 cancelled after the wake-up, the await raises and the value is not seen")
    void cancelledAfterTheWakeUp() {
        Task<String> task = loop.createTask(() -> told(future));
        virtual.settle();
        loop.callSoon(
                () -> {
                    future.complete("value");
                    assertTrue(task.cancel("enough"));
                });

        virtual.settle();

        trail.is("cancelled: enough");
        assertTrue(task.isCancelled());
        assertEquals("value", future.result());
    }

    @Test
    @DisplayName("TASK-17 that holds when a foreign stage woke the task, and after a failure")
    void whateverWokeTheTask() {
        var foreign = new CompletableFuture<String>();
        LoopFuture<String> failing = loop.createFuture();
        Task<String> ofForeign = loop.createTask(() -> told(foreign));
        Task<String> ofFailing = loop.createTask(() -> told(failing));
        virtual.settle();
        loop.callSoon(
                () -> {
                    foreign.complete("value");
                    ofForeign.cancel("foreign");
                    failing.completeExceptionally(new IllegalArgumentException("boom"));
                    ofFailing.cancel("failing");
                });

        virtual.settle();

        trail.is("cancelled: foreign", "cancelled: failing");
        assertTrue(ofForeign.isCancelled());
        assertTrue(ofFailing.isCancelled());
    }

    @Test
    @DisplayName("TASK-17 after such a cancellation the next wait runs undisturbed")
    void theNextWaitIsUndisturbed() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                told(future);
                            } catch (CancellationException cancelled) {
                                await(sleep(ofSeconds(1)));
                            }
                            return "went on";
                        });
        virtual.settle();
        loop.callSoon(
                () -> {
                    future.complete("value");
                    task.cancel("enough");
                });

        assertEquals("went on", loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("TASK-17 a task woken by the end of another task is cancelled, the other is not")
    void wokenByAnotherTask() {
        Task<String> inner = loop.createTask(() -> await(future));
        var outer = new Task<?>[1];
        inner.addDoneCallback(done -> assertTrue(outer[0].cancel("enough")));
        outer[0] = loop.createTask(() -> told(inner));
        virtual.settle();

        future.complete("value");
        virtual.settle();

        trail.is("cancelled: enough");
        assertTrue(outer[0].isCancelled());
        assertEquals("value", inner.result());
    }

    @Test
    @DisplayName("TASK-20 cancelling a task and what it awaits in one turn is one cancellation")
    void bothInOneTurn() {
        LoopFuture<String> other = loop.createFuture();
        Task<String> taskFirst = loop.createTask(() -> told(future));
        Task<String> futureFirst = loop.createTask(() -> told(other));
        virtual.settle();
        loop.callSoon(
                () -> {
                    taskFirst.cancel("one");
                    assertFalse(future.cancel("one more"));
                    assertTrue(other.cancel("two"));
                    assertTrue(futureFirst.cancel("two"));
                });

        virtual.settle();

        trail.is("cancelled: one", "cancelled: two");
        for (Task<String> task : List.of(taskFirst, futureFirst)) {
            assertTrue(task.isCancelled());
            assertEquals(1, task.cancelling());
        }
        assertTrue(virtual.reports().isEmpty());
    }
}
