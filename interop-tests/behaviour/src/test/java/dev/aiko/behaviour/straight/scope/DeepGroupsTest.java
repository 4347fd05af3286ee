package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups in groups, a thousand deep. */
class DeepGroupsTest {

    private static final int DEPTH = 1_000;

    /** Blocks in each other need stack like every other recursion, and a thread has a megabyte. */
    private static final int NESTED = 300;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final AtomicInteger ended = new AtomicInteger();

    private LoopFuture<Void> sleeper() {
        LoopFuture<Void> sleeper = loop.sleepAsync(ofSeconds(10));
        sleeper.addDoneCallback(done -> ended.incrementAndGet());
        return sleeper;
    }

    /** Every level has a child of its own, and the level below as its body. */
    private CompletionStage<Integer> composed(
            int level, Supplier<? extends CompletionStage<Integer>> deepest) {
        if (level == 0) {
            return deepest.get();
        }
        return TaskGroup.start(
                g -> {
                    g.composeTask(this::sleeper);
                    return composed(level - 1, deepest);
                });
    }

    private Task<Integer> started(Supplier<? extends CompletionStage<Integer>> deepest) {
        return loop.composeTask(() -> composed(DEPTH, deepest));
    }

    private static int depthOf(TaskGroupException failure) {
        int depth = 0;
        Throwable level = failure;
        while (level instanceof TaskGroupException group) {
            assertEquals(1, group.failures().size());
            level = group.failures().get(0);
            depth++;
        }
        return depth;
    }

    @Test
    @DisplayName("written with futures: they end well")
    void composedEndWell() {
        assertEquals(7, loop.runUntilComplete(started(() -> loop.sleepAsync(ofSeconds(1), 7))));
        assertEquals(DEPTH, ended.get());
    }

    @Test
    @DisplayName("written with futures: a failure at the bottom goes through all of them")
    void composedFail() {
        Task<Integer> task =
                started(
                        () ->
                                loop.sleepAsync(ofSeconds(1))
                                        .thenCompose(x -> CompletableFuture.failedStage(boom)));
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(task));

        assertEquals(DEPTH, depthOf(failure));
        assertEquals(List.of(boom), failure.leaves());
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("written with futures: a cancel at the top goes down to the bottom")
    void composedCancelled() {
        LoopFuture<Integer> bottom = loop.createFuture();
        Task<Integer> task = started(() -> bottom);
        virtual.runFor(ofSeconds(1));
        task.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));

        assertTrue(bottom.isCancelled());
        assertEquals(DEPTH, ended.get());
        assertTrue(loop.allTasks().isEmpty());
    }

    private int nested(int level, Callable<Integer> deepest) throws Exception {
        if (level == 0) {
            return deepest.call();
        }
        return TaskGroup.run(
                g -> {
                    g.composeTask(this::sleeper);
                    return nested(level - 1, deepest) + 1;
                });
    }

    @Test
    @DisplayName("three hundred in one straight-line body: they end well")
    void nestedEndWell() {
        int depth = loop.runUntilComplete(() -> nested(NESTED, giving(ofSeconds(1), 0)));

        assertEquals(NESTED, depth);
        assertEquals(NESTED, ended.get());
    }

    @Test
    @DisplayName(
            "three hundred in one straight-line body: a failure at the bottom goes through all of"
                    + " them")
    void nestedFail() {
        Task<Integer> task =
                loop.createTask(
                        () ->
                                nested(
                                        NESTED,
                                        () -> {
                                            failing(ofSeconds(1), boom).run();
                                            return 0;
                                        }));
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(task));

        assertEquals(NESTED, depthOf(failure));
        assertEquals(NESTED, ended.get());
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName(
            "three hundred in one straight-line body: a cancel ends all of them, with one request"
                    + " counted")
    void nestedCancelled() {
        Task<Integer> task = loop.createTask(() -> nested(NESTED, giving(ofHours(1), 0)));
        virtual.runFor(ofSeconds(1));
        task.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));

        assertEquals(1, task.cancelling());
        assertEquals(NESTED, ended.get());
    }

    private int children(int level) {
        if (level == 0) {
            return await(sleep(ofSeconds(1), 0));
        }
        return TaskGroup.run(g -> await(g.createTask(() -> children(level - 1))) + 1);
    }

    @Test
    @DisplayName("each in a child of the one above, which is a body of its own")
    void inChildren() {
        assumeTrue(Runtime.version().feature() >= 21, "bodies have platform threads before JDK 21");
        assertEquals(DEPTH, loop.runUntilComplete(() -> children(DEPTH)));
    }

    @Test
    @DisplayName("each in a child of the one above: a cancel at the top reaches the bottom")
    void inChildrenCancelled() {
        assumeTrue(Runtime.version().feature() >= 21, "bodies have platform threads before JDK 21");
        Task<Integer> task = loop.createTask(() -> children(DEPTH));
        virtual.runFor(ofMillis(500));
        assertEquals(DEPTH + 1, loop.allTasks().size());
        task.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));

        assertTrue(loop.allTasks().isEmpty());
    }
}
