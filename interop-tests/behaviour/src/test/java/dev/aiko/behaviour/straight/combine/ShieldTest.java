package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A future that keeps a cancel from its stage. */
class ShieldTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("SHLD-01 it passes the value on, and the very failure")
    void passesTheOutcomeOn() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(giving(ofSeconds(1), "value"));
                    LoopFuture<String> outer = shield(task);
                    assertNotSame(task, outer);
                    assertEquals("value", await(outer));
                    var failing = shield(createTask(failing(ofSeconds(1), boom)));
                    assertSame(
                            boom,
                            assertThrows(IllegalArgumentException.class, () -> await(failing)));
                    assertEquals(
                            "foreign", await(shield(CompletableFuture.completedFuture("foreign"))));
                });
    }

    @Test
    @DisplayName("SHLD-02 cancelling the stage cancels the future")
    void theStageIsCancelled() {
        LoopFuture<String> inner = loop.createFuture();
        LoopFuture<String> outer = shield(inner);
        inner.cancel("gone");
        virtual.settle();

        assertTrue(outer.isCancelled());
        assertEquals("gone", assertThrows(CancellationException.class, outer::result).getMessage());
    }

    @Test
    @DisplayName("SHLD-03 cancelling the future, or a task that awaits it, leaves the stage alone")
    void theFutureIsCancelled() {
        Task<String> inner = loop.createTask(giving(ofSeconds(5), "value"));
        LoopFuture<String> outer = shield(inner);
        Task<?> waiting = loop.createTask(() -> await(shield(inner)));
        virtual.settle();
        assertTrue(outer.cancel("enough"));
        waiting.cancel("enough");
        virtual.settle();

        assertTrue(outer.isCancelled());
        assertTrue(waiting.isCancelled());
        assertEquals(0, inner.cancelling());
        assertEquals("value", loop.runUntilComplete(inner));
    }

    @Test
    @DisplayName("SHLD-03 nor does cancelling a stage derived from it reach the stage")
    void aDerivedStageIsCancelled() {
        Task<String> inner = loop.createTask(giving(ofSeconds(5), "value"));
        virtual.settle();
        shield(inner).thenApply(String::length).cancel(true);
        virtual.settle();

        assertEquals("value", loop.runUntilComplete(inner));
    }

    @Test
    @DisplayName("SHLD-04 a future that is done is given back as it is")
    void doneAlready() {
        LoopFuture<String> done = loop.createFuture();
        done.complete("value");
        LoopFuture<String> failed = loop.createFuture();
        failed.completeExceptionally(boom);

        assertSame(done, shield(done));
        assertSame(failed, shield(failed));
        assertSame(boom, failed.exception());
    }

    @Test
    @DisplayName("SHLD-05 a stage that fails after the future was cancelled is reported")
    void failsAfterwards() {
        LoopFuture<String> inner = loop.createFuture();
        LoopFuture<String> outer = shield(inner);
        outer.cancel("enough");
        virtual.settle();
        inner.completeExceptionally(boom);
        virtual.settle();

        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
        assertSame(inner, virtual.reports().get(0).future());
    }

    @Test
    @DisplayName("SHLD-06 one that gives a value after that, or is cancelled, is not reported")
    void succeedsAfterwards() {
        LoopFuture<String> good = loop.createFuture();
        LoopFuture<String> cancelled = loop.createFuture();
        shield(good).cancel("enough");
        shield(cancelled).cancel("enough");
        virtual.settle();
        good.complete("value");
        cancelled.cancel("gone");
        virtual.settle();
        loop.close();

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("SHLD-07 around a gather: the gather and its stages go on, and it has its list")
    void aroundAGather() {
        Task<String> one = loop.createTask(giving(ofSeconds(1), "one"));
        Task<String> two = loop.createTask(giving(ofSeconds(2), "two"));
        LoopFuture<List<String>> all = gather(one, two);
        LoopFuture<List<String>> outer = shield(all);
        virtual.settle();
        assertTrue(outer.cancel("enough"));
        virtual.settle();

        assertFalse(all.isDone());
        assertEquals(List.of("one", "two"), loop.runUntilComplete(all));
    }

    @Test
    @DisplayName("SHLD-08 a limit around it times out, and the task goes on and ends normally")
    void aroundALimit() {
        loop.runUntilComplete(
                () -> {
                    var inner = createTask(giving(ofSeconds(5), "value"));
                    for (Duration limit : List.of(ofSeconds(1), Duration.ZERO)) {
                        assertThrows(
                                TimeoutException.class,
                                () -> await(waitFor(shield(inner), limit), TimeoutException.class));
                        assertThrows(TimeoutException.class, () -> await(shield(inner), limit));
                    }
                    assertThrows(
                            TimeoutException.class,
                            () -> withTimeout(ofSeconds(1), t -> await(shield(inner))));
                    assertEquals(0, inner.cancelling());
                    assertEquals("value", await(inner));
                });

        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("SHLD-09 a task is its stage where no loop runs; a foreign stage is refused there")
    void outsideOfALoop() {
        Task<String> task = loop.createTask(giving(ofSeconds(1), "value"));
        LoopFuture<String> outer = shield(task);

        assertSame(loop, outer.defaultExecutor());
        assertEquals("value", loop.runUntilComplete(outer));
        var refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> shield(new CompletableFuture<String>()).isDone());
        Sentences.tellsTheNextStep(refused);
    }

    @Test
    @DisplayName("a task of which only shields are cancelled runs to its end")
    void manyShields() {
        Task<String> inner = loop.createTask(giving(ofSeconds(5), "value"));
        for (int i = 0; i < 100; i++) {
            shield(inner).cancel("number " + i);
        }

        assertEquals("value", loop.runUntilComplete(inner));
        trail.is();
    }
}
