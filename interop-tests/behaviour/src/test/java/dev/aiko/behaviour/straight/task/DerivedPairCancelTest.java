package dev.aiko.behaviour.straight.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling a stage with two sources reaches both of them. */
class DerivedPairCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final HoursOfWork work = new HoursOfWork(virtual);

    @Test
    @DisplayName("every stage that combines two tasks cancels both")
    void bothSides() {
        Map<String, BiFunction<Task<String>, Task<String>, CompletableFuture<?>>> kinds =
                new LinkedHashMap<>();
        kinds.put("thenCombine", (a, b) -> a.thenCombine(b, String::concat));
        kinds.put("thenCombineAsync", (a, b) -> a.thenCombineAsync(b, String::concat));
        kinds.put("thenAcceptBoth", (a, b) -> a.thenAcceptBoth(b, (x, y) -> {}));
        kinds.put("runAfterBoth", (a, b) -> a.runAfterBoth(b, () -> {}));
        kinds.put("applyToEither", (a, b) -> a.applyToEither(b, String::length));
        kinds.put("acceptEither", (a, b) -> a.acceptEither(b, x -> {}));
        kinds.put("runAfterEither", (a, b) -> a.runAfterEither(b, () -> {}));

        kinds.forEach(
                (name, derive) -> {
                    Task<String> left = work.startedTask();
                    Task<String> right = work.startedTask();

                    assertTrue(derive.apply(left, right).cancel(true), name);

                    virtual.settle();
                    assertTrue(left.isCancelled(), name);
                    assertTrue(right.isCancelled(), name);
                });
    }

    @Test
    @DisplayName("a side that somebody else waits for goes on, the other is cancelled")
    void oneSideIsAwaited() {
        Task<String> left = work.startedTask();
        Task<String> right = work.startedTask();
        var other = right.thenApply(String::length);

        left.thenCombine(right, String::concat).cancel(true);
        virtual.settle();

        assertTrue(left.isCancelled());
        assertEquals(0, right.cancelling());
        assertFalse(other.isDone());
    }

    @Test
    @DisplayName("a pair whose first side is done cancels the other one")
    void oneSideIsDone() {
        LoopFuture<String> left = loop.createFuture();
        Task<String> right = work.startedTask();
        var pair = left.thenCombine(right, String::concat);
        left.complete("done");

        pair.cancel(true);
        virtual.settle();

        assertEquals("done", left.result());
        assertTrue(right.isCancelled());
    }

    @Test
    @DisplayName("a composed stage cancels the source first, and then the stage that came of it")
    void composedStages() {
        Task<String> before = work.startedTask();
        before.thenCompose(value -> work.startedTask()).cancel(true);
        virtual.settle();
        assertTrue(before.isCancelled());

        LoopFuture<String> source = loop.createFuture();
        Task<String> inner = work.startedTask();
        var composed = source.thenCompose(value -> inner);
        source.complete("value");
        assertEquals(0, inner.cancelling());
        composed.cancel(true);
        virtual.settle();
        assertTrue(inner.isCancelled());
    }

    @Test
    @DisplayName("a stage that composes on a failure cancels what came of it")
    void composedOnFailure() {
        LoopFuture<String> source = loop.createFuture();
        Task<String> inner = work.startedTask();
        var composed = source.exceptionallyCompose(failure -> inner);
        source.completeExceptionally(new IllegalArgumentException("boom"));

        composed.cancel(true);
        virtual.settle();

        assertTrue(inner.isCancelled());
    }

    @Test
    @DisplayName("an inner stage that somebody else waits for goes on")
    void anInnerStageThatIsAwaited() {
        LoopFuture<String> source = loop.createFuture();
        Task<String> inner = work.startedTask();
        var other = inner.thenApply(String::length);
        var composed = source.thenCompose(value -> inner);
        source.complete("value");

        composed.cancel(true);
        virtual.settle();

        assertEquals(0, inner.cancelling());
        assertFalse(other.isDone());
        assertEquals("value", loop.runUntilComplete(inner));
    }

    @Test
    @DisplayName("a stage composed after the cancellation cannot start work that stays")
    void composedTooLate() {
        LoopFuture<String> source = loop.createFuture();
        var keep = source.thenApply(String::length);
        var composed = source.thenCompose(value -> work.startedTask());
        composed.cancel(true);

        source.complete("value");
        virtual.settle();

        assertTrue(keep.isDone());
        assertTrue(loop.allTasks().isEmpty());
    }
}
