package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling reaches stages of other libraries, and tells them to interrupt. */
class ForeignFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RecordingFuture<String> foreign = new RecordingFuture<>();

    private void isInterrupted() {
        assertEquals(List.of(true), foreign.cancelFlags());
        assertTrue(foreign.isCancelled());
    }

    private void cancelled(Task<?> task) {
        virtual.settle();
        assertTrue(task.cancel("enough"));
        virtual.settle();
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a foreign stage that a body awaits is cancelled with true")
    void awaitedByABody() {
        cancelled(loop.createTask(() -> await(foreign)));
        isInterrupted();
    }

    @Test
    @DisplayName("cancelling with false makes no difference to that")
    void cancelledWithFalse() {
        Task<String> task = loop.createTask(() -> await(foreign));
        virtual.settle();
        task.cancel(false);
        virtual.settle();
        isInterrupted();
    }

    @Test
    @DisplayName("the foreign stage of a composed task is cancelled with true")
    void returnedByAComposedTask() {
        cancelled(loop.composeTask(() -> foreign));
        isInterrupted();
    }

    @Test
    @DisplayName("the foreign stage behind a wrapper is cancelled with true")
    void behindAWrapper() {
        loop.ensureFuture(foreign).cancel("enough");
        virtual.settle();
        isInterrupted();
    }

    @Test
    @DisplayName("a foreign stage whose time is over is cancelled with true")
    void timeIsOver() {
        loop.runUntilComplete(
                () -> assertThrows(TimeoutException.class, () -> await(foreign, ofSeconds(1))));
        isInterrupted();
    }

    @Test
    @DisplayName("the foreign stage a thenCompose function returned is cancelled with true")
    void insideThenCompose() {
        LoopFuture<String> first = loop.createFuture();
        CompletableFuture<String> composed = first.thenCompose(value -> foreign);
        first.complete("value");

        composed.cancel(false);

        isInterrupted();
    }

    @Test
    @DisplayName("the foreign side of a thenCombine is cancelled with true")
    void sideOfThenCombine() {
        LoopFuture<String> side = loop.createFuture();
        side.thenCombine(foreign, String::concat).cancel(false);

        assertTrue(side.isCancelled());
        isInterrupted();
    }

    @Test
    @DisplayName("two tasks that await one foreign stage both end when one is cancelled")
    void sharedByTwoTasks() {
        Task<String> other = loop.createTask(() -> await(foreign));
        cancelled(loop.createTask(() -> await(foreign)));
        isInterrupted();
        assertTrue(other.isCancelled());
        assertEquals(0, other.cancelling());
    }

    @Test
    @DisplayName("a foreign stage completed by another thread wakes the body")
    void completedByAnotherThread() {
        Task<String> task = loop.createTask(() -> await(foreign));
        virtual.settle();

        Wait.onAnotherThread(() -> foreign.complete("value"));

        assertEquals("value", loop.runUntilComplete(task));
        assertEquals(List.of(), foreign.cancelFlags());
    }
}
