package dev.aiko.libraries.straight.future;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.libraries.straight.future.Listenables.listenable;
import static dev.aiko.libraries.straight.future.Listenables.stage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.aiko.Aiko;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Guava's futures and executors, beside ours. */
class GuavaTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final LoopFuture<Void> cleanup = loop.createFuture();
    private final Trail trail = new Trail();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    private void run(Action body) {
        loop.runUntilComplete(body);
    }

    private String work() {
        try {
            return await(loop.<String>createFuture());
        } catch (CancellationException cancelled) {
            trail.add("stopped");
            await(cleanup);
            trail.add("ended");
            throw cancelled;
        }
    }

    // ---- awaited -----------------------------------------------------------------------------

    @Test
    @DisplayName("a listenable future is awaited, and its failure is the awaiter's")
    void awaited() {
        var cold = new IOException("cold");
        var tea = SettableFuture.<String>create();
        var soup = SettableFuture.<String>create();
        Task<String> drinking = loop.createTask(() -> await(stage(tea)));
        Task<String> eating = loop.composeTask(() -> stage(soup));
        run(() -> yieldNow());
        tea.set("tea");
        soup.setException(cold);
        assertEquals("tea", loop.runUntilComplete(drinking));
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(eating));
        assertSame(cold, eating.exception());
    }

    @Test
    @DisplayName("cancelling the awaiter cancels the listenable future, and keeps its reason")
    void cancelAwaiter() {
        var tea = SettableFuture.<String>create();
        Task<String> task = loop.createTask(() -> await(stage(tea)));
        run(
                () -> {
                    yieldNow();
                    task.cancel("enough");
                    var end = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals("enough", end.getMessage());
                });
        assertTrue(tea.isCancelled());
    }

    @Test
    @DisplayName("a listenable future that is cancelled ends its awaiter as cancelled")
    void cancelSource() {
        var tea = SettableFuture.<String>create();
        Task<String> task = loop.createTask(() -> await(stage(tea)));
        run(() -> yieldNow());
        tea.cancel(false);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("cancelling the awaiter interrupts the job in Guava's executor")
    void interrupts() throws Exception {
        var pool = MoreExecutors.listeningDecorator(Executors.newSingleThreadExecutor());
        var begun = loop.<Void>createFuture();
        var interrupted = new CountDownLatch(1);
        ListenableFuture<String> job =
                pool.submit(
                        () -> {
                            begun.complete(null);
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException stop) {
                                interrupted.countDown();
                            }
                            return "late";
                        });
        Task<String> task = loop.createTask(() -> await(stage(job)));
        loop.runUntilComplete(begun);
        run(() -> yieldNow());
        task.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
        pool.shutdown();
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    }

    // ---- made of tasks -----------------------------------------------------------------------

    @Test
    @DisplayName("tasks go into Guava's combinators")
    void combinators() {
        run(
                () -> {
                    var two =
                            Futures.allAsList(
                                    listenable(loop.createTask(() -> "tea")),
                                    listenable(loop.createTask(() -> "cake")));
                    assertEquals(List.of("tea", "cake"), await(stage(two)));
                    var chain =
                            FluentFuture.from(listenable(loop.createTask(() -> "tea")))
                                    .transformAsync(
                                            tea -> listenable(loop.createTask(() -> tea + "!")),
                                            loop);
                    assertEquals("tea!", await(stage(chain)));
                });
    }

    @Test
    @DisplayName("cancelling who awaits a list of them cancels the bodies of all")
    void cancelAll() {
        cleanup.complete(null);
        var bodies = List.of(loop.createTask(this::work), loop.createTask(this::work));
        Task<?> task =
                loop.composeTask(
                        () ->
                                stage(
                                        Futures.allAsList(
                                                listenable(bodies.get(0)),
                                                listenable(bodies.get(1)))));
        run(() -> yieldNow());
        task.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        for (var body : bodies) {
            assertThrows(CancellationException.class, () -> loop.runUntilComplete(body));
        }
        trail.is("stopped", "ended", "stopped", "ended");
    }

    @Test
    @DisplayName("cancel crosses twice, and the real end comes back through Guava")
    void crossesTwice() {
        Task<String> inner = loop.createTask(this::work);
        Task<String> outer = loop.createTask(() -> await(stage(listenable(inner))));
        run(
                () -> {
                    yieldNow();
                    yieldNow();
                    outer.cancel("enough");
                    for (int turn = 0; turn < 10; turn++) yieldNow();
                    trail.is("stopped");
                    assertFalse(outer.isDone());
                    cleanup.complete(null);
                    var end = assertThrows(CancellationException.class, () -> await(outer));
                    assertEquals("enough", end.getMessage());
                    assertTrue(inner.isDone());
                });
        trail.is("stopped", "ended");
    }

    @Test
    @DisplayName("a time limit of Guava's, kept by the loop's timers, stops the body")
    void timeLimit() {
        cleanup.complete(null);
        Task<String> working = loop.createTask(this::work);
        var limited =
                Futures.withTimeout(
                        listenable(working), Duration.ofMillis(1), loop.asExecutorService());
        Task<String> task = loop.composeTask(() -> stage(limited));
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(task));
        assertTrue(task.exception() instanceof TimeoutException);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(working));
        trail.is("stopped", "ended");
    }

    // ---- the loop as a listening executor ----------------------------------------------------

    @Test
    @DisplayName("the loop is a listening executor; a job that is cancelled in time never runs")
    void listeningLoop() {
        var cold = new IOException("cold");
        var listening = MoreExecutors.listeningDecorator(loop.asExecutorService());
        var cancelled = listening.submit(trail.mark("never"));
        var later = listening.schedule(trail.mark("never"), 1, TimeUnit.HOURS);
        var failing =
                listening.submit(
                        () -> {
                            throw cold;
                        });
        cancelled.cancel(false);
        later.cancel(false);
        Task<?> task = loop.composeTask(() -> stage(failing));
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(task));
        assertSame(cold, task.exception());
        var where = listening.submit(() -> Aiko.runningLoop() == loop);
        assertTrue(loop.runUntilComplete(stage(where)));
        listening.shutdown();
        assertTrue(listening.isTerminated());
        trail.is();
    }

    @Test
    @DisplayName("whoever listens to a job left behind in a loop that closes hears of its end")
    void closedLoop() {
        var closing = Aiko.newEventLoop(LoopOptions.none());
        var listening = MoreExecutors.listeningDecorator(closing.asExecutorService());
        var left = listening.submit(() -> "tea");
        var later = listening.schedule(trail.mark("never"), 1, TimeUnit.HOURS);
        left.addListener(trail.mark("heard"), MoreExecutors.directExecutor());
        later.addListener(trail.mark("heard of the later one"), MoreExecutors.directExecutor());
        closing.close();
        assertTrue(left.isDone());
        assertTrue(later.isDone());
        trail.is("heard", "heard of the later one");
    }
}
