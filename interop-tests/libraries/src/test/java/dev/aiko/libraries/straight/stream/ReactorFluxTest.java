package dev.aiko.libraries.straight.stream;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static reactor.adapter.JdkFlowAdapter.flowPublisherToFlux;
import static reactor.adapter.JdkFlowAdapter.publisherToFlowPublisher;

import dev.aiko.Aiko;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reactor's {@code Flux} is gone through as a sequence, and is made of one. */
class ReactorFluxTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final LoopFuture<Void> cleanup = loop.createFuture();
    private final Trail trail = new Trail();

    /** Cups of tea; the maker tells what it does, and its cleanup waits. */
    private final AsyncSequence<Integer> cups =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int cup = 1; ; cup++) {
                                trail.add("make " + cup);
                                out.emit(cup);
                            }
                        } finally {
                            trail.add("stopped");
                            await(cleanup);
                            trail.add("washed up");
                        }
                    });

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    private void run(Action body) {
        loop.runUntilComplete(body);
    }

    private static <T> AsyncSequence<T> sequence(Flux<T> flux) {
        return Published.sequence(publisherToFlowPublisher(flux));
    }

    private static <T> Flux<T> flux(AsyncSequence<T> sequence) {
        return flowPublisherToFlux(sequence.asPublisher());
    }

    private void untilAllHaveEnded() {
        while (loop.allTasks().size() > 1) yieldNow();
    }

    // ---- a Flux of a sequence ----------------------------------------------------------------

    @Test
    @DisplayName("who takes enough stops the maker, whose cleanup may wait")
    void take() {
        run(
                () -> {
                    assertEquals(List.of(1, 2), await(flux(cups).take(2).collectList().toFuture()));
                    yieldNow();
                    yieldNow();
                    trail.is("make 1", "make 2", "stopped");
                    cleanup.complete(null);
                    untilAllHaveEnded();
                    trail.is("make 1", "make 2", "stopped", "washed up");
                });
    }

    @Test
    @DisplayName("a value is made when a subscriber asks for it, and not before")
    void backPressure() {
        var subscriber =
                new BaseSubscriber<Integer>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {}

                    @Override
                    protected void hookOnNext(Integer cup) {
                        trail.add("drink " + cup);
                    }
                };
        cleanup.complete(null);
        run(
                () -> {
                    flux(cups).subscribe(subscriber);
                    trail.is();
                    subscriber.request(1);
                    for (int turn = 0; turn < 20; turn++) yieldNow();
                    trail.is("make 1", "drink 1");
                    subscriber.request(2);
                    for (int turn = 0; turn < 20; turn++) yieldNow();
                    trail.is("make 1", "drink 1", "make 2", "drink 2", "make 3", "drink 3");
                    subscriber.cancel();
                    untilAllHaveEnded();
                });
    }

    @Test
    @DisplayName("a maker that fails gives the Flux its very failure")
    void failingMaker() {
        var cold = new IOException("cold");
        AsyncSequence<Integer> failing =
                AsyncSequence.generate(
                        out -> {
                            out.emit(1);
                            throw cold;
                        });
        Task<Integer> last = loop.composeTask(() -> flux(failing).last().toFuture());
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(last));
        assertSame(cold, last.exception());
    }

    @Test
    @DisplayName("an operator that fails stops the maker")
    void failingOperator() {
        var burnt = new IllegalStateException("burnt");
        cleanup.complete(null);
        run(
                () -> {
                    var drinking =
                            flux(cups)
                                    .doOnNext(
                                            cup -> {
                                                if (cup == 2) throw burnt;
                                            })
                                    .then()
                                    .toFuture();
                    assertSame(
                            burnt,
                            assertThrows(IllegalStateException.class, () -> await(drinking)));
                    untilAllHaveEnded();
                    trail.is("make 1", "make 2", "stopped", "washed up");
                });
    }

    @Test
    @DisplayName("tasks within a Flux are done in its order")
    void tasksWithin() {
        run(
                () -> {
                    Flux<Integer> doubled =
                            flux(AsyncSequence.of(List.of(1, 2, 3)))
                                    .concatMap(
                                            cup ->
                                                    Mono.fromFuture(
                                                            () -> loop.createTask(() -> 2 * cup)));
                    assertEquals(List.of(2, 4, 6), await(doubled.collectList().toFuture()));
                });
    }

    // ---- a sequence of a Flux ----------------------------------------------------------------

    private Flux<Integer> told(Flux<Integer> flux) {
        return flux.doOnRequest(many -> trail.add("request " + many))
                .doOnCancel(trail.mark("cancelled"));
    }

    @Test
    @DisplayName("a Flux is gone through with a for, and each value is requested when asked for")
    void goneThrough() {
        run(
                () -> {
                    for (int cup : sequence(told(Flux.range(1, 2)))) {
                        trail.add("drink " + cup);
                    }
                });
        trail.is("request 1", "drink 1", "request 1", "drink 2", "request 1", "cancelled");
    }

    @Test
    @DisplayName("leaving early cancels the Flux before the cursor is closed")
    void leftEarly() {
        run(
                () -> {
                    try (var cups = sequence(told(Flux.range(1, 9))).open()) {
                        for (int cup : cups) {
                            trail.add("drink " + cup);
                            break;
                        }
                    }
                    trail.add("closed");
                });
        trail.is("request 1", "drink 1", "cancelled", "closed");
    }

    @Test
    @DisplayName("a consumer that is cancelled cancels the Flux it waits for")
    void cancelledConsumer() {
        Task<?> task = loop.composeTask(() -> sequence(told(Flux.<Integer>never())).toListAsync());
        run(
                () -> {
                    for (int turn = 0; turn < 20; turn++) yieldNow();
                    trail.is("request 1");
                    task.cancel("enough");
                    var end = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals("enough", end.getMessage());
                });
        trail.is("request 1", "cancelled");
    }

    @Test
    @DisplayName("the failure of a Flux comes out of the for, after the values before it")
    void failingFlux() {
        var burnt = new IllegalStateException("burnt");
        Flux<Integer> failing = Flux.range(1, 2).concatWith(Mono.error(burnt));
        List<Integer> drunk = new ArrayList<>();
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (int cup : sequence(failing)) drunk.add(cup);
                        });
        assertSame(
                burnt,
                assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(task)));
        assertEquals(List.of(1, 2), drunk);
    }

    @Test
    @DisplayName("a thousand values go through other threads and back without loss")
    void thereAndBack() {
        Flux<Integer> away = Flux.range(1, 1000).publishOn(Schedulers.parallel());
        run(
                () -> {
                    var back = flux(sequence(away)).publishOn(Schedulers.parallel());
                    assertEquals(
                            Flux.range(1, 1000).collectList().block(),
                            await(back.collectList().toFuture()));
                });
    }
}
