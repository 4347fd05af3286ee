package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Emitter;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sequences made and consumed with futures. */
class ComposedSequenceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private CompletionStage<?> count(Emitter<Integer> out, int number, int last) {
        if (number > last) {
            trail.add("ends");
            return CompletableFuture.completedStage(null);
        }
        return out.emitAsync(number).thenCompose(nothing -> count(out, number + 1, last));
    }

    private AsyncSequence<Integer> countTo(int last) {
        return AsyncSequence.compose(out -> count(out, 1, last));
    }

    private <T> T drive(Supplier<? extends CompletionStage<T>> code) {
        return loop.runUntilComplete(loop.composeTask(code));
    }

    @Test
    @DisplayName("all the values as a list")
    void toAList() {
        assertEquals(List.of(1, 2, 3), drive(() -> countTo(3).toListAsync()));
        trail.is("ends");
    }

    @Test
    @DisplayName("a straight-line body goes through it with a for")
    void aPlainFor() {
        loop.runUntilComplete(
                () -> {
                    for (int number : countTo(2)) {
                        trail.add("got " + number);
                    }
                });

        trail.is("got 1", "got 2", "ends");
    }

    @Test
    @DisplayName("forEachAsync does one after the other, each when the one before has ended")
    void forEach() {
        drive(
                () ->
                        countTo(2)
                                .forEachAsync(
                                        number -> {
                                            trail.add("begin " + number);
                                            return loop.sleepAsync(ofSeconds(1))
                                                    .thenRun(trail.mark("end " + number));
                                        }));

        trail.is("begin 1", "end 1", "begin 2", "end 2", "ends");
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("a failure of the action, thrown or by its stage, stops the maker and comes out")
    void theActionFails() {
        AsyncSequence<Integer> numbers =
                AsyncSequence.generate(
                        out -> {
                            try {
                                out.emit(1);
                            } finally {
                                await(sleep(ofSeconds(1)));
                                trail.add("cleaned up");
                            }
                        });
        List<Function<Integer, CompletionStage<?>>> actions =
                List.of(
                        number -> CompletableFuture.failedStage(boom),
                        number -> {
                            throw boom;
                        });
        for (var action : actions) {
            var thrown =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> drive(() -> numbers.forEachAsync(action)));
            assertSame(boom, thrown);
        }

        trail.is("cleaned up", "cleaned up");
    }

    @Test
    @DisplayName("cancelling forEachAsync or toListAsync stops the action and the maker")
    void cancelled() {
        AsyncSequence<Integer> numbers =
                AsyncSequence.generate(
                        out -> {
                            try {
                                out.emit(1);
                                hang();
                            } finally {
                                trail.add("cleaned up");
                            }
                        });
        LoopFuture<Void> action = loop.createFuture();
        Task<Void> inAction = loop.composeTask(() -> numbers.forEachAsync(number -> action));
        Task<List<Integer>> inWait = loop.composeTask(numbers::toListAsync);
        virtual.settle();
        inAction.cancel("enough");
        inWait.cancel("enough");
        virtual.settle();

        assertTrue(action.isCancelled());
        assertTrue(inAction.isCancelled());
        assertTrue(inWait.isCancelled());
        trail.is("cleaned up", "cleaned up");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a maker that fails, by throwing or by its stage, fails the consumer")
    void theMakerFails() {
        AsyncSequence<Integer> failing =
                AsyncSequence.compose(
                        out ->
                                out.emitAsync(1)
                                        .thenCompose(x -> CompletableFuture.failedStage(boom)));
        AsyncSequence<Integer> throwing =
                AsyncSequence.compose(
                        out -> {
                            throw boom;
                        });
        for (var sequence : List.of(failing, throwing)) {
            assertSame(
                    boom,
                    assertThrows(
                            IllegalArgumentException.class, () -> drive(sequence::toListAsync)));
        }
    }

    @Test
    @DisplayName("a maker that emits before the value before was taken is refused")
    void emitsTwice() {
        AsyncSequence<Integer> hasty =
                AsyncSequence.compose(
                        out -> {
                            var first = out.emitAsync(1);
                            var refused =
                                    assertThrows(
                                            IllegalStateException.class,
                                            () -> out.emitAsync(2).isDone());
                            Sentences.tellsTheNextStep(refused);
                            return first;
                        });

        assertEquals(List.of(1), drive(hasty::toListAsync));
    }

    @Test
    @DisplayName("closing early cancels the stage of the maker")
    void closedEarly() {
        var waiting = new ArrayList<LoopFuture<Void>>();
        AsyncSequence<Integer> endless =
                AsyncSequence.compose(
                        out -> {
                            var emitted = out.emitAsync(1);
                            waiting.add(emitted);
                            return emitted;
                        });
        loop.runUntilComplete(
                () -> {
                    var cursor = endless.open();
                    assertEquals(1, await(cursor.nextAsync()).orElseThrow());
                    await(cursor.closeAsync());
                    yieldNow();
                    assertTrue(waiting.get(0).isCancelled());
                });
    }

    @Test
    @DisplayName("a hundred thousand values go through without a deep stack")
    void manyValues() {
        var numbers = IntStream.range(0, 100_000).boxed().toList();
        var sum = new int[1];
        drive(
                () ->
                        AsyncSequence.of(numbers)
                                .forEachAsync(
                                        number -> {
                                            sum[0]++;
                                            return CompletableFuture.completedStage(null);
                                        }));
        assertEquals(100_000, sum[0]);
        assertEquals(numbers, drive(() -> AsyncSequence.of(numbers).toListAsync()));
        assertEquals(20_000, drive(() -> countTo(20_000).toListAsync()).size());
    }
}
