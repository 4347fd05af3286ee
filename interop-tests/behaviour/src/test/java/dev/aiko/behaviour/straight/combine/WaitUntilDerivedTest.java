package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.combine.ReturnWhen.FIRST_EXCEPTION;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.Bodies;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for the first failure among derived stages, which wrap how their source ended. */
class WaitUntilDerivedTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private Set<CompletionStage<?>> doneAtTheFirstFailure(CompletionStage<?> derived) {
        CompletionStage<?> slow = loop.sleepAsync(ofSeconds(5));
        var waited = loop.runUntilComplete(() -> await(waitUntil(FIRST_EXCEPTION, derived, slow)));
        assertTrue(derived.toCompletableFuture().isDone());
        return waited.done();
    }

    @Test
    @DisplayName("a stage of a task that is cancelled is no failure: the wait goes on")
    void ofACancelledTask() {
        Task<?> task = loop.createTask(() -> Bodies.hang());
        CompletionStage<?> derived = task.thenApply(x -> x);
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));

        assertEquals(2, doneAtTheFirstFailure(derived).size());
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("nor is one of a foreign future that is cancelled, some stages further")
    void ofACancelledForeignFuture() {
        var foreign = new CompletableFuture<String>();
        CompletionStage<?> derived = foreign.thenApply(x -> x).thenApply(x -> x);
        loop.callLater(ofSeconds(1), () -> foreign.cancel(true));

        assertEquals(2, doneAtTheFirstFailure(derived).size());
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("nor is one that was over before the wait began")
    void overBefore() {
        var foreign = new CompletableFuture<String>();
        foreign.cancel(true);

        assertEquals(2, doneAtTheFirstFailure(foreign.thenApply(x -> x)).size());
    }

    @Test
    @DisplayName("a stage of a task that fails is a failure")
    void ofAFailure() {
        Task<?> task =
                loop.createTask(Bodies.failing(ofSeconds(1), new IllegalArgumentException("boom")));
        CompletionStage<?> derived = task.thenApply(x -> x);

        assertEquals(Set.of(derived), doneAtTheFirstFailure(derived));
        assertEquals(ofSeconds(1), loop.time());
    }
}
