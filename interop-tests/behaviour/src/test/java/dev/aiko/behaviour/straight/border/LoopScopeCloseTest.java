package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.coroutines.LoopScope;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scope that is closed where the close would wait for itself, or for nobody. */
class LoopScopeCloseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopScope scope = LoopScope.on(loop, "stock");
    private final Trail trail = new Trail();

    private Void refusedClose(String nextStep) {
        var refused = assertThrows(IllegalStateException.class, scope::close);
        Sentences.tellsTheNextStep(refused, nextStep);
        trail.add("refused");
        return null;
    }

    private void isStillOpen() {
        assertEquals("value", loop.runUntilComplete(scope.createTask(() -> "value")));
        loop.runUntilComplete(() -> scope.close());
        trail.is("refused");
    }

    @Test
    @DisplayName("in a body of its own it is refused, and nothing has changed")
    void inItsBody() {
        Task<?> task = scope.createTask(() -> refusedClose("closeAsync()"));
        loop.runUntilComplete(task);

        assertEquals(0, task.cancelling());
        isStillOpen();
    }

    @Test
    @DisplayName(
            "in a child of a group of a body of its own it is refused, which that body waits for")
    void inAChildOfItsBody() {
        loop.runUntilComplete(
                scope.createTask(
                        () ->
                                TaskGroup.run(
                                        group ->
                                                group.createTask(
                                                        () -> refusedClose("closeAsync()")))));

        isStillOpen();
    }

    @Test
    @DisplayName("in blocking code of a body of its own it is refused as well")
    void inBlockingCode() {
        loop.runUntilComplete(scope.createTask(() -> blocking(() -> refusedClose("closeAsync()"))));

        isStillOpen();
    }

    @Test
    @DisplayName("a body of its own may close it with closeAsync, and is cancelled with the rest")
    void closeAsyncInItsBody() {
        Task<?> other = scope.createTask(() -> await(sleep(ofHours(1))));
        Task<?> task =
                scope.createTask(
                        () -> {
                            await(scope.closeAsync());
                            trail.add("goes on");
                            return null;
                        });
        virtual.settle();

        assertTrue(task.isCancelled());
        assertTrue(other.isCancelled());
        assertEquals("<LoopScope 'stock' closed>", scope.toString());
        trail.is();
    }

    @Test
    @DisplayName("the body of another scope on the same loop may close it")
    void inTheBodyOfAnother() {
        Task<?> task = scope.createTask(() -> await(sleep(ofHours(1))));
        LoopScope other = LoopScope.on(loop, "other");

        loop.runUntilComplete(
                other.createTask(
                        () -> {
                            scope.close();
                            return null;
                        }));

        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("on a thread, while nobody runs the loop and something is to end, it is refused")
    void nobodyRunsTheLoop() {
        scope.createTask(() -> "later");
        refusedClose("run");
        trail.is("refused");
        virtual.settle();

        scope.close();
        scope.close();
        assertEquals("<LoopScope 'stock' closed>", scope.toString());
    }

    @Test
    @DisplayName("a background loop need not have begun to run")
    void aLoopThatHasNotBegun() {
        for (int round = 0; round < 50; round++) {
            try (Runner runner = Runner.background("stock")) {
                LoopScope there = LoopScope.on(runner.loop(), "there");
                Task<?> task = there.createTask(() -> await(sleep(ofHours(1))));
                there.close();
                assertTrue(task.isDone());
            }
        }
    }

    @Test
    @DisplayName("a thread that closes it while the loop ends does not hang")
    void whileTheLoopEnds() {
        for (int round = 0; round < 50; round++) {
            Runner runner = Runner.background("stock");
            LoopScope there = LoopScope.on(runner.loop(), "there");
            there.createTask(() -> await(sleep(ofHours(1))));
            var closing = new Thread(there::close);
            closing.start();
            runner.close();
            Wait.until(closing);
            assertFalse(there.toString().contains("open"));
        }
    }

    @Test
    @DisplayName("what is made in the moment of the close is refused, or has ended with it")
    void madeMeanwhile() throws Exception {
        var pool = Executors.newSingleThreadExecutor();
        try (var runner = Runner.background("aiko-test")) {
            for (int round = 0; round < 2_000; round++) {
                var stock = LoopScope.on(runner.loop(), "stock");
                var together = new CyclicBarrier(2);
                var made =
                        pool.submit(
                                () -> {
                                    together.await();
                                    return stock.createTask(() -> await(sleep(ofHours(1))));
                                });
                together.await();
                stock.close();
                try {
                    assertTrue(made.get().isDone());
                } catch (ExecutionException refused) {
                    assertInstanceOf(IllegalStateException.class, refused.getCause());
                }
            }
        } finally {
            pool.shutdown();
        }
    }
}
