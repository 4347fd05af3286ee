package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that somebody has cancelled just before the loop is closed get their last turns, too. */
class CloseAfterCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @AfterEach
    void nothingIsReported() {
        assertEquals(List.of(), virtual.reports());
    }

    private Task<String> cleaningUp() {
        return loop.createTask(
                () -> {
                    try {
                        return await(loop.<String>createFuture());
                    } finally {
                        trail.add("cleanup begins");
                        yieldNow();
                        await(sleep(ZERO));
                        await(loop.createTask(trail.mark("helper")::run));
                        trail.add("cleanup ends");
                    }
                });
    }

    @Test
    @DisplayName("a task that was cancelled and has not heard of it cleans up")
    void cancelledJustBefore() {
        Task<String> task = cleaningUp();
        virtual.settle();
        task.cancel("enough");

        loop.close();

        trail.is("cleanup begins", "helper", "cleanup ends");
        assertTrue(task.isCancelled());
        assertEquals(1, task.cancelling());
        assertEquals(
                "enough", assertThrows(CancellationException.class, task::result).getMessage());
    }

    @Test
    @DisplayName("a task that is in the middle of its cleanup goes on with it")
    void inTheMiddle() {
        Task<String> task = cleaningUp();
        virtual.settle();
        task.cancel("enough");
        while (trail.steps().isEmpty()) {
            virtual.oneTurn();
        }

        loop.close();

        trail.is("cleanup begins", "helper", "cleanup ends");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a composed task that was cancelled ends with its stage")
    void aComposedTask() {
        LoopFuture<String> stage = loop.createFuture();
        Task<String> task = loop.composeTask(() -> stage.thenApply(String::trim));
        virtual.settle();
        task.cancel("enough");

        loop.close();

        assertTrue(task.isCancelled());
        assertTrue(stage.isCancelled());
    }

    @Test
    @DisplayName("a task cancelled before its first step never runs")
    void beforeItsFirstStep() {
        Task<?> task = loop.createTask(trail.mark("ran")::run);
        task.cancel("enough");

        loop.close();

        assertTrue(task.isCancelled());
        trail.is();
    }
}
