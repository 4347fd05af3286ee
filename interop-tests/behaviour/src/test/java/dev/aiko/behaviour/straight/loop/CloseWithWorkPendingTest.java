package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing a loop whose tasks are not done: everything ends, and nobody hangs. */
class CloseWithWorkPendingTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("a body that awaits is cancelled and cleans up, and nothing is reported")
    void anAwaitingBodyCleansUp() {
        LoopFuture<String> future = loop.createFuture();
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } finally {
                                yieldNow();
                                await(sleep(ZERO));
                                trail.add("cleaned up");
                            }
                        });
        virtual.settle();

        loop.close();

        trail.is("cleaned up");
        assertTrue(task.isCancelled());
        assertTrue(future.isCancelled());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a body that sleeps is cancelled at once, and no time passes")
    void aSleepingBodyIsCancelled() {
        Task<?> task = loop.createTask(() -> await(sleep(ofHours(1))));
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        assertEquals(ZERO, loop.time());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a body that has not started ends as cancelled and never runs")
    void aNewBodyNeverRuns() {
        Task<?> task = loop.createTask(() -> trail.add("started"));

        loop.close();

        assertTrue(task.isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("a body that turns its cancellation into a value keeps the value")
    void aValueInsteadOfTheCancellation() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                return "value";
                            }
                        });
        virtual.settle();

        loop.close();

        assertEquals("value", task.result());
    }

    @Test
    @DisplayName("a composed task ends as cancelled, and its stage with it")
    void aComposedTaskIsCancelled() {
        var stage = new CompletableFuture<String>();
        Task<String> task = loop.composeTask(() -> stage);
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        assertTrue(stage.isCancelled());
    }

    @Test
    @DisplayName("a task that a cleanup creates at the last moment is cancelled as well")
    void aTaskOfTheLastMoment() {
        LoopFuture<String> future = loop.createFuture();
        var late = new Task<?>[1];
        loop.createTask(
                () -> {
                    try {
                        await(loop.createFuture());
                    } finally {
                        late[0] = loop.createTask(() -> await(future));
                        yieldNow();
                    }
                });
        virtual.settle();

        loop.close();

        assertTrue(late[0].isCancelled());
        assertTrue(future.isCancelled());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a thread that waits for a task is set free")
    void aWaitingThreadIsSetFree() {
        Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));
        var waiter =
                new Thread(
                        () -> {
                            assertThrows(CancellationException.class, task::join);
                            trail.add("set free");
                        });
        waiter.start();
        virtual.settle();

        loop.close();

        Wait.until(waiter);
        trail.is("set free");
    }
}
