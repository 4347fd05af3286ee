package dev.aiko.behaviour.straight.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chains far deeper than any stack. */
class DeepChainTest {

    private static final int DEPTH = 100_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<Integer> source = loop.createFuture();

    private CompletableFuture<Integer> chain(UnaryOperator<CompletableFuture<Integer>> step) {
        CompletableFuture<Integer> stage = source;
        for (int level = 0; level < DEPTH; level++) {
            stage = step.apply(stage);
        }
        return stage;
    }

    private static CompletableFuture<Integer> applied(CompletableFuture<Integer> stage) {
        return stage.thenApply(number -> number + 1);
    }

    private static CompletableFuture<Integer> composed(CompletableFuture<Integer> stage) {
        return stage.thenCompose(number -> CompletableFuture.completedFuture(number + 1));
    }

    @Test
    @DisplayName("a chain of 100,000 thenApply completes")
    void applyCompletes() {
        var last = chain(DeepChainTest::applied);

        source.complete(0);

        assertEquals(DEPTH, last.getNow(-1));
    }

    @Test
    @DisplayName("a chain of 100,000 thenApply fails")
    void applyFails() {
        var last = chain(DeepChainTest::applied);
        var failure = new IllegalArgumentException("boom");

        source.completeExceptionally(failure);

        assertSame(failure, last.handle((value, thrown) -> thrown.getCause()).join());
    }

    @Test
    @DisplayName("a chain of 100,000 thenApply is cancelled from its lower end")
    void applyIsCancelled() {
        var last = chain(DeepChainTest::applied);

        assertTrue(last.cancel(true));

        assertTrue(source.isCancelled());
    }

    @Test
    @DisplayName("a chain of 100,000 thenApply is cancelled from its upper end")
    void applyIsCancelledAbove() {
        var last = chain(DeepChainTest::applied);

        assertTrue(source.cancel("enough"));

        assertTrue(last.isCompletedExceptionally());
    }

    @Test
    @DisplayName("a chain of 100,000 thenCompose completes")
    void composeCompletes() {
        var last = chain(DeepChainTest::composed);

        source.complete(0);

        assertEquals(DEPTH, last.getNow(-1));
    }

    @Test
    @DisplayName("a chain of 100,000 thenCompose is cancelled from its lower end")
    void composeIsCancelled() {
        var last = chain(DeepChainTest::composed);

        assertTrue(last.cancel(true));

        assertTrue(source.isCancelled());
    }

    @Test
    @DisplayName("100,000 thenCompose whose inner stages complete later, one by one")
    void composeCompletesOneByOne() {
        List<LoopFuture<Integer>> inner = new ArrayList<>();
        var last =
                chain(
                        stage ->
                                stage.thenCompose(
                                        number -> {
                                            LoopFuture<Integer> next = loop.createFuture();
                                            inner.add(next);
                                            return next;
                                        }));

        source.complete(0);
        for (int level = 0; level < DEPTH; level++) {
            inner.get(level).complete(level + 1);
        }

        assertEquals(DEPTH, last.getNow(-1));
    }

    @Test
    @DisplayName("100,000 done-callbacks that complete each other's futures")
    void callbacksInARow() {
        LoopFuture<Integer> future = source;
        for (int level = 0; level < DEPTH; level++) {
            LoopFuture<Integer> next = loop.createFuture();
            future.addDoneCallback(done -> next.complete(done.result() + 1));
            future = next;
        }
        source.complete(0);

        assertEquals(DEPTH, loop.runUntilComplete(future));
    }

    private LoopFuture<Integer> composedTasks() {
        LoopFuture<Integer> future = source;
        for (int level = 0; level < DEPTH; level++) {
            LoopFuture<Integer> above = future;
            future = loop.composeTask(() -> above);
        }
        virtual.settle();
        return future;
    }

    @Test
    @DisplayName("100,000 composed tasks that wait for each other complete")
    void composedTasksComplete() {
        LoopFuture<Integer> last = composedTasks();

        source.complete(7);

        assertEquals(7, loop.runUntilComplete(last));
    }

    @Test
    @DisplayName("100,000 composed tasks that wait for each other are cancelled by the last one")
    void composedTasksAreCancelled() {
        LoopFuture<Integer> last = composedTasks();

        assertTrue(last.cancel("enough"));
        loop.runUntilComplete(last.handle((value, thrown) -> thrown));

        assertTrue(last.isCancelled());
        assertTrue(source.isCancelled());
    }
}
