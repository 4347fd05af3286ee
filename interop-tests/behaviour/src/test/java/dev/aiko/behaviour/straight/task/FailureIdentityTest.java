package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failure is the same object, wherever and however it is read. */
class FailureIdentityTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private Task<String> failing(Throwable failure) {
        Task<String> task =
                loop.createTask(
                        () -> {
                            if (failure instanceof Error error) {
                                throw error;
                            }
                            throw (Exception) failure;
                        });
        virtual.settle();
        return task;
    }

    private interface Body {
        void run() throws Exception;
    }

    private void inABody(Body body) {
        loop.runUntilComplete(body::run);
    }

    @Test
    @DisplayName("an unchecked failure comes out of every reader as it is, or as the cause")
    void unchecked() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task = failing(failure);

        assertSame(failure, task.exception());
        assertSame(failure, assertThrows(failure.getClass(), task::result));
        assertSame(failure, assertThrows(CompletionException.class, task::join).getCause());
        assertSame(failure, assertThrows(ExecutionException.class, task::get).getCause());
        assertSame(failure, assertThrows(failure.getClass(), () -> loop.runUntilComplete(task)));
        inABody(
                () -> {
                    assertSame(failure, assertThrows(failure.getClass(), () -> await(task)));
                    assertSame(
                            failure,
                            assertThrows(failure.getClass(), () -> await(task, ofSeconds(1))));
                    assertSame(failure, task.handle((value, thrown) -> thrown).join());
                });
    }

    @Test
    @DisplayName("an error comes out as it is")
    void errors() {
        var failure = new AssertionError("boom");
        Task<String> task = failing(failure);

        assertSame(failure, assertThrows(AssertionError.class, task::result));
        inABody(() -> assertSame(failure, assertThrows(AssertionError.class, () -> await(task))));
    }

    @Test
    @DisplayName("a checked failure is the cause of a CompletionException")
    void checked() {
        var failure = new IOException("boom");
        Task<String> task = failing(failure);

        assertSame(failure, task.exception());
        assertSame(failure, assertThrows(CompletionException.class, task::result).getCause());
        inABody(
                () ->
                        assertSame(
                                failure,
                                assertThrows(CompletionException.class, () -> await(task))
                                        .getCause()));
    }

    @Test
    @DisplayName("a checked failure that was announced is thrown itself, others are not")
    void checkedAndAnnounced() {
        var failure = new FileNotFoundException("boom");
        Task<String> task = failing(failure);
        inABody(
                () -> {
                    assertSame(
                            failure,
                            assertThrows(IOException.class, () -> await(task, IOException.class)));
                    assertSame(
                            failure,
                            assertThrows(
                                            CompletionException.class,
                                            () -> await(task, TimeoutException.class))
                                    .getCause());
                });
    }

    @Test
    @DisplayName("through derived and foreign stages await still finds the very failure")
    void throughOtherStages() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task = failing(failure);
        var derived = task.thenApply(String::length).thenApply(length -> length + 1);
        var foreign = CompletableFuture.allOf(task).thenRun(() -> {});
        var pending = new CompletableFuture<String>();
        var late = pending.thenApply(String::length);
        loop.callLater(ofSeconds(1), () -> pending.completeExceptionally(failure));
        inABody(
                () -> {
                    assertSame(failure, assertThrows(failure.getClass(), () -> await(derived)));
                    assertSame(failure, assertThrows(failure.getClass(), () -> await(foreign)));
                    assertSame(failure, assertThrows(failure.getClass(), () -> await(late)));
                });
    }

    @Test
    @DisplayName("through a row of tasks the failure stays the same object")
    void throughTasks() {
        var failure = new IllegalArgumentException("boom");
        Task<String> inner = failing(failure);
        Task<String> middle = loop.createTask(() -> await(inner));
        Task<String> outer = loop.composeTask(() -> middle);
        virtual.settle();

        assertSame(failure, middle.exception());
        assertSame(failure, outer.exception());
    }

    @Test
    @DisplayName("a checked failure stays the same object through a row of tasks, unwrapped")
    void checkedThroughTasks() {
        var failure = new IOException("boom");
        Task<String> inner = failing(failure);
        Task<String> awaiting = loop.createTask(() -> await(inner));
        Task<String> joining = loop.createTask(() -> inner.join());
        virtual.settle();

        assertSame(failure, awaiting.exception());
        assertSame(failure, joining.exception());
    }
}
