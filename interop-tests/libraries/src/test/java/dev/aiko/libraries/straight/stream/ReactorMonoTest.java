package dev.aiko.libraries.straight.stream;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Reactor's {@code Mono} is awaited as a stage, and is made of tasks. */
class ReactorMonoTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final LoopFuture<String> delivery = loop.createFuture();
    private final LoopFuture<Void> cleanup = loop.createFuture();
    private final Trail trail = new Trail();

    private final Mono<String> never =
            Mono.<String>never()
                    .doOnSubscribe(subscription -> trail.add("subscribed"))
                    .doOnCancel(trail.mark("cancelled"));

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    /** A body that is in no hurry to end. */
    private String work() {
        trail.add("begun");
        try {
            return await(delivery);
        } catch (CancellationException cancelled) {
            trail.add("cancelled");
            await(cleanup);
            trail.add("ended");
            throw cancelled;
        }
    }

    // ---- awaited -----------------------------------------------------------------------------

    @Test
    @DisplayName("a Mono is awaited for its value, an empty one for null")
    void values() {
        assertEquals("tea", loop.runUntilComplete(() -> await(Mono.just("tea").toFuture())));
        assertNull(loop.runUntilComplete(() -> await(Mono.empty().toFuture())));
    }

    @Test
    @DisplayName("the failure of a Mono is the awaiter's, checked or not")
    void failures() {
        var burnt = new IllegalStateException("burnt");
        var cold = new IOException("cold");
        Mono<String> late = Mono.<String>error(burnt).publishOn(Schedulers.parallel());
        assertSame(
                burnt,
                assertThrows(
                        IllegalStateException.class,
                        () -> loop.runUntilComplete(() -> await(late.toFuture()))));
        var body =
                loop.createTask(
                        () -> await(Mono.<String>error(cold).toFuture(), IOException.class));
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(body));
        assertSame(cold, body.exception());
    }

    @Test
    @DisplayName("cancelling a straight-line body cancels the Mono it awaits")
    void cancelBody() {
        isCancelled(loop.createTask(() -> await(never.toFuture())));
    }

    @Test
    @DisplayName("cancelling a composed task, or a stage derived from it, cancels its Mono")
    void cancelComposed() {
        isCancelled(loop.composeTask(never::toFuture));
        Task<String> task = loop.composeTask(never::toFuture);
        var derived = task.thenApply(String::trim);
        loop.runUntilComplete(() -> yieldNow());
        derived.cancel(true);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        trail.is("subscribed", "cancelled", "subscribed", "cancelled");
    }

    private void isCancelled(Task<String> task) {
        loop.runUntilComplete(
                () -> {
                    while (task.awaiting() == null) yieldNow();
                    task.cancel("enough");
                    var end = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals("enough", end.getMessage());
                });
        trail.is("subscribed", "cancelled");
    }

    // ---- made of tasks -----------------------------------------------------------------------

    @Test
    @DisplayName("a Mono of a body begins with the subscription, and each has its own")
    void lazy() {
        Mono<String> mono = Mono.fromFuture(() -> loop.createTask(this::work));
        trail.is();
        delivery.complete("tea");
        assertEquals(
                "teatea",
                loop.runUntilComplete(
                        () -> await(Mono.zip(mono, mono, String::concat).toFuture())));
        trail.is("begun", "begun");
    }

    @Test
    @DisplayName("the failure of a body is the Mono's, and so is the reason of a cancelled one")
    void failingBody() {
        var cold = new IOException("cold");
        var seen = new AtomicReference<Throwable>();
        Task<String> failing =
                loop.createTask(
                        () -> {
                            throw cold;
                        });
        Mono.fromFuture(failing).subscribe(value -> {}, seen::set);
        loop.runUntilComplete(() -> yieldNow());
        assertSame(cold, seen.get());

        Task<String> task = loop.createTask(this::work);
        Mono.fromCompletionStage(task).subscribe(value -> {}, seen::set);
        loop.runUntilComplete(() -> yieldNow());
        task.cancel("enough");
        cleanup.complete(null);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", seen.get().getMessage());
        assertTrue(seen.get() instanceof CancellationException);
    }

    @Test
    @DisplayName("disposing of the subscription cancels the body, which cleans up with waits")
    void dispose() {
        var made = new AtomicReference<Task<String>>();
        var subscription =
                Mono.fromFuture(
                                () -> {
                                    made.set(loop.createTask(this::work));
                                    return made.get();
                                })
                        .subscribe();
        loop.runUntilComplete(() -> yieldNow());
        subscription.dispose();
        loop.runUntilComplete(() -> yieldNow());
        trail.is("begun", "cancelled");
        assertFalse(made.get().isDone());
        cleanup.complete(null);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(made.get()));
        trail.is("begun", "cancelled", "ended");
    }

    @Test
    @DisplayName("a time limit of Reactor's stops the body")
    void timeout() {
        var limit = Sinks.<String>empty();
        Task<String> task = loop.createTask(this::work);
        Task<String> waiter =
                loop.composeTask(() -> Mono.fromFuture(task).timeout(limit.asMono()).toFuture());
        loop.runUntilComplete(() -> yieldNow());
        limit.tryEmitEmpty();
        cleanup.complete(null);
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(waiter));
        assertTrue(waiter.exception() instanceof TimeoutException);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        trail.is("begun", "cancelled", "ended");
    }

    @Test
    @DisplayName("cancel goes through a Mono from one task to the other")
    void through() {
        Task<String> inner = loop.createTask(this::work);
        Task<String> outer =
                loop.createTask(() -> await(Mono.fromFuture(inner).map(String::trim).toFuture()));
        loop.runUntilComplete(() -> yieldNow());
        outer.cancel("enough");
        cleanup.complete(null);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(outer));
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(inner));
        trail.is("begun", "cancelled", "ended");
    }

    @Test
    @DisplayName("the loop is a scheduler for Reactor")
    void scheduler() {
        var scheduler = Schedulers.fromExecutorService(loop.asExecutorService());
        Mono<Boolean> onLoop =
                Mono.just("tea")
                        .publishOn(Schedulers.parallel())
                        .publishOn(scheduler)
                        .map(tea -> Aiko.runningLoop() == loop);
        assertTrue(loop.runUntilComplete(onLoop.toFuture()));
    }
}
