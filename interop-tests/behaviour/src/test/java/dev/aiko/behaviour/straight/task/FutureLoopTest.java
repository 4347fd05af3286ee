package dev.aiko.behaviour.straight.task;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Which loop a future belongs to. */
class FutureLoopTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("FUT-17 a future belongs to the loop that made it, and its async stages run there")
    void belongsToItsLoop() {
        LoopFuture<String> future = loop.createFuture();
        var task = loop.createTask(() -> "value");
        var trail = new Trail();

        assertSame(loop, future.defaultExecutor());
        assertSame(loop, task.defaultExecutor());
        future.thenAcceptAsync(value -> trail.add("on " + Aiko.runningLoop().name()));
        future.complete("value");
        trail.add("completed");
        virtual.settle();

        trail.is("completed", "on " + loop.name());
    }

    @Test
    @DisplayName("FUT-18 without a loop at hand nothing that belongs to one is made")
    void refusedWithoutALoop() {
        List<Executable> calls =
                List.of(
                        () -> Aiko.eventLoop().createFuture(),
                        () -> Aiko.ensureFuture(new CompletableFuture<>()),
                        () -> Aiko.createTask(() -> "value"),
                        () -> Aiko.composeTask(() -> new CompletableFuture<>()),
                        () -> assertNotNull(Aiko.sleep(ofSeconds(1))),
                        () -> Aiko.toThread(() -> "value"),
                        Aiko::currentTask,
                        Aiko::allTasks);

        for (Executable call : calls) {
            Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, call));
        }
    }

    @Test
    @DisplayName("a future may be awaited and driven by another loop than its own")
    void sharedBetweenLoops() {
        LoopFuture<String> future = loop.createFuture();
        try (EventLoop other = Aiko.newEventLoop()) {
            var task = other.createTask(() -> Aiko.await(future));
            other.callSoon(() -> future.complete("value"));

            assertEquals("value", other.runUntilComplete(task));
            assertEquals("value", other.runUntilComplete(future));
        }
    }

    @Test
    @DisplayName("a derived stage wraps failures in the way of CompletableFuture")
    void derivedStagesWrapFailures() {
        LoopFuture<String> future = loop.createFuture();
        var failure = new IllegalArgumentException("boom");
        var derived = future.thenApply(String::length);

        future.completeExceptionally(failure);

        assertSame(failure, assertThrows(CompletionException.class, derived::join).getCause());
    }
}
