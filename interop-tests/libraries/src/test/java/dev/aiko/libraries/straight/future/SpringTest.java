package dev.aiko.libraries.straight.future;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.core.task.support.TaskExecutorAdapter;

/** A loop as one of Spring's executors, and Spring's executors under a loop. */
class SpringTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final AsyncTaskExecutor onLoop = new TaskExecutorAdapter(loop.asExecutorService());
    private final Trail trail = new Trail();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    // ---- a loop as an executor of Spring's ---------------------------------------------------

    @Test
    @DisplayName("what is submitted runs on the loop, and a body awaits it")
    void submitted() {
        assertTrue(
                loop.runUntilComplete(
                        () -> await(onLoop.submitCompletable(() -> Aiko.runningLoop() == loop))));
        onLoop.execute(trail.mark("executed"));
        onLoop.submit(trail.mark("submitted"));
        new TaskExecutorAdapter(loop).execute(trail.mark("by the loop itself"));
        loop.runUntilComplete(() -> yieldNow());
        trail.is("executed", "submitted", "by the loop itself");
    }

    @Test
    @DisplayName("a failure comes out of Spring's wrapping as the same object, checked or not")
    void failing() {
        for (Exception failure : new Exception[] {new IOException(), new ArithmeticException()}) {
            Task<?> task =
                    loop.composeTask(
                            () ->
                                    onLoop.submitCompletable(
                                            () -> {
                                                throw failure;
                                            }));
            assertThrows(RuntimeException.class, () -> loop.runUntilComplete(task));
            assertSame(failure, task.exception());
        }
    }

    @Test
    @DisplayName("a job whose awaiter is cancelled in time never runs")
    void cancelled() {
        loop.runUntilComplete(
                () -> {
                    Task<?> task =
                            loop.createTask(
                                    () -> await(onLoop.submitCompletable(trail.mark("never"))));
                    task.cancel("before it began");
                    var stage = onLoop.submitCompletable(trail.mark("never"));
                    stage.cancel(true);
                    var future = onLoop.submit(trail.mark("never"));
                    future.cancel(true);
                    assertThrows(CancellationException.class, () -> await(task));
                    yieldNow();
                });
        trail.is();
    }

    @Test
    @DisplayName("a loop that closes ends the jobs that somebody awaits, and refuses further ones")
    void closed() {
        var closing = Aiko.newEventLoop(LoopOptions.none());
        AsyncTaskExecutor executor = new TaskExecutorAdapter(closing.asExecutorService());
        var left = executor.submitCompletable(() -> "tea");
        closing.close();
        assertTrue(left.isDone());
        assertThrows(TaskRejectedException.class, () -> executor.submitCompletable(() -> "tea"));
        assertThrows(TaskRejectedException.class, () -> executor.execute(trail.mark("never")));
        trail.is();
    }

    // ---- an executor of Spring's under a loop ------------------------------------------------

    @Test
    @DisplayName("calls run on Spring's threads, and their failures are the same objects")
    void calls() {
        var cold = new IOException("cold");
        try (var threads = new SimpleAsyncTaskExecutor("spring-")) {
            assertTrue(
                    loop.runUntilComplete(
                                    loop.runInExecutor(
                                            threads, () -> Thread.currentThread().getName()))
                            .startsWith("spring-"));
            LoopFuture<?> failing =
                    loop.runInExecutor(
                            threads,
                            () -> {
                                throw cold;
                            });
            assertThrows(RuntimeException.class, () -> loop.runUntilComplete(failing));
            assertSame(cold, failing.exception());
        }
    }

    @Test
    @DisplayName("a call that Spring refuses fails with the refusal")
    void refused() throws Exception {
        var go = new CountDownLatch(1);
        try (var threads = new SimpleAsyncTaskExecutor("spring-")) {
            threads.setConcurrencyLimit(1);
            threads.setRejectTasksWhenLimitReached(true);
            LoopFuture<Boolean> first =
                    loop.runInExecutor(threads, () -> go.await(30, TimeUnit.SECONDS));
            LoopFuture<String> second = loop.runInExecutor(threads, () -> "never");
            assertThrows(TaskRejectedException.class, () -> loop.runUntilComplete(second));
            go.countDown();
            assertTrue(loop.runUntilComplete(first));
        }
    }

    @Test
    @DisplayName("a cancelled wait drops the outcome of a call, which goes on")
    void dropped() throws Exception {
        var go = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        LoopFuture<Void> begun = loop.createFuture();
        try (var threads = new SimpleAsyncTaskExecutor("spring-")) {
            Task<Void> task =
                    loop.createTask(
                            () -> {
                                await(
                                        loop.runInExecutor(
                                                threads,
                                                () -> {
                                                    begun.complete(null);
                                                    go.await(30, TimeUnit.SECONDS);
                                                    ended.countDown();
                                                    return null;
                                                }));
                            });
            loop.runUntilComplete(begun);
            task.cancel("enough");
            assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
            assertEquals(1, ended.getCount());
            go.countDown();
            assertTrue(ended.await(30, TimeUnit.SECONDS));
        }
    }
}
