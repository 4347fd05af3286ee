package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Errors after which the program should stop. */
class FatalErrorTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final InternalError fatal = new InternalError("fatal");

    @Test
    @DisplayName("TASK-28 a fatal error is the outcome of the task and leaves the run as well")
    void outcomeAndOutOfTheRun() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            yieldNow();
                            throw fatal;
                        });

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));

        assertSame(fatal, task.exception());
        assertFalse(task.isCancelled());
        assertFalse(loop.isRunning());
    }

    @Test
    @DisplayName("TASK-28 that holds while the task handles its cancellation")
    void whileHandlingTheCancellation() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                throw fatal;
                            }
                        });
        virtual.settle();
        task.cancel("enough");

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));

        assertSame(fatal, task.exception());
        assertFalse(task.isCancelled());
    }

    @Test
    @DisplayName("TASK-28 it leaves the run although another body drives the loop just then")
    void whileAnotherBodyDrives() {
        LoopFuture<String> future = loop.createFuture();
        Task<String> waiting = loop.createTask(() -> await(future));
        virtual.settle();
        Task<String> failing =
                loop.createTask(
                        () -> {
                            throw fatal;
                        });
        loop.createTask(() -> await(loop.createFuture()));

        assertSame(fatal, assertThrows(InternalError.class, () -> loop.runUntilComplete(waiting)));
        assertSame(fatal, failing.exception());
        assertFalse(waiting.isDone());

        future.complete("a later run goes on");
        assertEquals("a later run goes on", loop.runUntilComplete(waiting));
    }

    @Test
    @DisplayName("TASK-28 a composed task is no exception")
    void aComposedTask() {
        Task<String> task =
                loop.composeTask(
                        () -> {
                            throw fatal;
                        });

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));

        assertSame(fatal, task.exception());
    }

    @Test
    @DisplayName("other errors are ordinary: they stay in the task, and the loop goes on")
    void otherErrorsAreOrdinary() {
        var failure = new AssertionError("ordinary");
        var overflow = new LinkageError("ordinary too");
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw failure;
                        });
        Task<String> other =
                loop.createTask(
                        () -> {
                            throw overflow;
                        });

        virtual.settle();

        assertSame(failure, task.exception());
        assertSame(overflow, other.exception());
        assertTrue(virtual.reports().isEmpty());
    }
}
