package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A wait that ends because somebody else cancelled what is waited for. */
class CancelledFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();

    @Test
    @DisplayName(
            "TASK-21 the cancellation is raised in the waiting task, which nobody asked to stop")
    void raisedInTheWaitingTask() {
        Task<String> task = loop.createTask(() -> await(future));
        virtual.settle();

        future.cancel("by somebody else");
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals(0, task.cancelling());
        var thrown = assertThrows(CancellationException.class, task::result);
        assertEquals("by somebody else", thrown.getMessage());
    }

    @Test
    @DisplayName("TASK-21 a body that catches it goes on as if nothing had happened")
    void aBodyThatCatchesIt() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            assertThrows(CancellationException.class, () -> await(future));
                            return "went on";
                        });
        virtual.settle();

        future.cancel("by somebody else");

        assertEquals("went on", loop.runUntilComplete(task));
        assertEquals(0, task.cancelling());
    }

    @Test
    @DisplayName("TASK-21 cancelling one of two waiters cancels the future, and so ends the other")
    void oneOfTwoWaiters() {
        Task<String> first = loop.createTask(() -> await(future));
        Task<String> second = loop.createTask(() -> await(future));
        virtual.settle();

        first.cancel("enough");
        virtual.settle();

        assertTrue(future.isCancelled());
        assertTrue(second.isCancelled());
        assertEquals(1, first.cancelling());
        assertEquals(0, second.cancelling());
    }

    @Test
    @DisplayName("TASK-21 awaiting a foreign stage that was cancelled raises a cancellation too")
    void aForeignStage() {
        var foreign = new CompletableFuture<String>();
        Task<Integer> task = loop.createTask(() -> await(foreign.thenApply(String::length)));
        virtual.settle();

        foreign.cancel(true);
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals(0, task.cancelling());
    }

    @Test
    @DisplayName("awaiting what was cancelled before raises without suspending")
    void cancelledBefore() {
        future.cancel("before");
        Task<String> task = loop.createTask(() -> await(future));

        virtual.oneTurn();

        assertTrue(task.isCancelled());
        assertFalse(loop.allTasks().contains(task));
    }
}
