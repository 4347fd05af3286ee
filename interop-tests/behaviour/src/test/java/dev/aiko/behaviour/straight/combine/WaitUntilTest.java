package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_EXCEPTION;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.Waited;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting until enough of several stages are done. */
class WaitUntilTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("WAIT-01 two disjoint sets of exactly the stages that were passed")
    void twoSets() {
        loop.runUntilComplete(
                () -> {
                    var quick = createTask(giving(ofSeconds(1), 1));
                    LoopFuture<Integer> slow = sleep(ofSeconds(3), 2);
                    var foreign = CompletableFuture.completedFuture(3);
                    Waited<CompletableFuture<Integer>> waited =
                            await(
                                    waitUntil(
                                            ALL_COMPLETED,
                                            ofSeconds(2),
                                            List.of(quick, slow, foreign)));
                    assertEquals(Set.of(quick, foreign), waited.done());
                    assertEquals(Set.of(slow), waited.pending());
                    assertEquals(List.of(quick, foreign), List.copyOf(waited.done()));
                });
    }

    @Test
    @DisplayName("WAIT-02 until all are done; failures and cancellations stay with their stages")
    void untilAllAreDone() {
        loop.runUntilComplete(
                () -> {
                    var good = createTask(giving(ofSeconds(3), 1));
                    var failing = createTask(failing(ofSeconds(1), boom));
                    var cancelled = createTask(hanging(trail, "cancelled"));
                    loop.callLater(ofSeconds(2), () -> cancelled.cancel("enough"));
                    var waited = await(waitUntil(ALL_COMPLETED, good, failing, cancelled));
                    assertEquals(Set.of(good, failing, cancelled), waited.done());
                    assertEquals(Set.of(), waited.pending());
                    assertSame(boom, failing.exception());
                });

        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("WAIT-03 when the time is over, the others are pending and go on")
    void timeIsOver() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "value"));
                    var waited = await(waitUntil(ALL_COMPLETED, ofSeconds(1), List.of(slow)));
                    assertEquals(Set.of(), waited.done());
                    assertEquals(Set.of(slow), waited.pending());
                    assertEquals(0, slow.cancelling());
                    assertEquals("value", await(slow));
                });
    }

    @Test
    @DisplayName("WAIT-03 a limit that is not needed leaves no timer, and null is none")
    void unusedLimit() {
        loop.runUntilComplete(
                () -> {
                    await(waitUntil(ALL_COMPLETED, ofSeconds(5), List.of(sleep(ofSeconds(1)))));
                    await(waitUntil(ALL_COMPLETED, null, List.of(sleep(ofDays(1)))));
                });

        assertFalse(virtual.clock().deadlines().contains(ofSeconds(5).toNanos()), "timer left");
    }

    @Test
    @DisplayName("WAIT-04 until the first is done, in whatever way")
    void firstCompleted() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "value"));
                    var failing = createTask(failing(ofSeconds(1), boom));
                    var waited = await(waitUntil(FIRST_COMPLETED, slow, failing));
                    assertEquals(Set.of(failing), waited.done());
                    assertEquals(Set.of(slow), waited.pending());
                    assertSame(boom, failing.exception());
                });
    }

    @Test
    @DisplayName("WAIT-04 those that end in the same turn are done as well")
    void firstCompletedTogether() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<Void> one = sleep(ofSeconds(1));
                    LoopFuture<Void> two = sleep(ofSeconds(1));
                    LoopFuture<Void> three = sleep(ofSeconds(2));
                    var waited = await(waitUntil(FIRST_COMPLETED, one, two, three));
                    assertEquals(Set.of(one, two), waited.done());
                    assertEquals(Set.of(three), waited.pending());
                });
    }

    @Test
    @DisplayName("WAIT-05 until the first failure; a value or a cancellation does not count")
    void firstException() {
        loop.runUntilComplete(
                () -> {
                    var quick = createTask(giving(ofSeconds(1), 1));
                    var cancelled = createTask(hanging(trail, "cancelled"));
                    var failing = createTask(failing(ofSeconds(3), boom));
                    var slow = createTask(giving(ofSeconds(5), 1));
                    loop.callLater(ofSeconds(2), () -> cancelled.cancel("enough"));
                    var waited =
                            await(
                                    waitUntil(
                                            FIRST_EXCEPTION,
                                            List.of(quick, cancelled, failing, slow)));
                    assertEquals(ofSeconds(3), loop.time());
                    assertEquals(Set.of(quick, cancelled, failing), waited.done());
                    assertSame(boom, failing.exception());
                });
    }

    @Test
    @DisplayName(
            "WAIT-05 when none fails it is like waiting for all; one that has failed is enough")
    void firstExceptionAtTheEdges() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<Void> one = sleep(ofSeconds(1));
                    LoopFuture<Void> two = sleep(ofSeconds(2));
                    var all = await(waitUntil(FIRST_EXCEPTION, one, two));
                    assertEquals(Set.of(one, two), all.done());
                    var failed = CompletableFuture.<Void>failedFuture(boom);
                    var waited = await(waitUntil(FIRST_EXCEPTION, failed, sleep(ofHours(1))));
                    assertEquals(Set.of(failed), waited.done());
                });

        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("WAIT-06 of nothing it is refused")
    void ofNothing() {
        loop.runUntilComplete(
                () -> {
                    var refused =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> waitUntil(ALL_COMPLETED, List.of()).isDone());
                    Sentences.tellsTheNextStep(refused);
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> waitUntil(FIRST_COMPLETED).isDone());
                });
    }

    @Test
    @DisplayName("WAIT-07 a stage passed twice counts once")
    void passedTwice() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<Void> one = sleep(ofSeconds(1));
                    LoopFuture<Void> two = sleep(ofSeconds(5));
                    var waited = await(waitUntil(FIRST_COMPLETED, one, two, one, two));
                    assertEquals(1, waited.done().size());
                    assertEquals(1, waited.pending().size());
                    var set = new LinkedHashSet<>(List.of(one, two));
                    assertEquals(Set.of(one), await(waitUntil(FIRST_COMPLETED, set)).done());
                });
    }

    @Test
    @DisplayName("WAIT-08 cancelling a task in the wait leaves the stages alone")
    void theWaitIsCancelled() {
        Task<String> slow = loop.createTask(giving(ofSeconds(5), "value"));
        Task<?> waiting = loop.createTask(() -> await(waitUntil(ALL_COMPLETED, slow)));
        LoopFuture<?> wait = waitUntil(ALL_COMPLETED, slow);
        virtual.settle();
        waiting.cancel("enough");
        assertTrue(wait.cancel("enough"));
        virtual.settle();

        assertTrue(waiting.isCancelled());
        assertTrue(wait.isCancelled());
        assertEquals(0, slow.cancelling());
        assertEquals("value", loop.runUntilComplete(slow));
    }

    @Test
    @DisplayName("a hundred thousand that end in one turn are told together, with one look at each")
    void manyInOneTurn() {
        for (var condition : List.of(FIRST_COMPLETED, FIRST_EXCEPTION)) {
            loop.runUntilComplete(
                    () -> {
                        var all = new ArrayList<LoopFuture<String>>();
                        for (int i = 0; i < 100_000; i++) {
                            all.add(loop.createFuture());
                        }
                        loop.callSoon(() -> all.forEach(f -> f.completeExceptionally(boom)));
                        assertEquals(100_000, await(waitUntil(condition, all)).done().size());
                    });
        }
    }

    @Test
    @DisplayName("WAIT-09 when all are done it takes no time, but what is queued comes first")
    void allAreDone() {
        loop.runUntilComplete(
                () -> {
                    var done = createTask(() -> "value");
                    await(done);
                    loop.callSoon(trail.mark("queued"));
                    await(waitUntil(ALL_COMPLETED, done));
                    trail.add("waited");
                });

        trail.is("queued", "waited");
        assertEquals(0, loop.time().toNanos());
    }

    @Test
    @DisplayName(
            "failures of its stages that nobody looks at are reported, for they stay with them")
    void failuresStayWithTheStages() {
        loop.runUntilComplete(
                () -> {
                    await(waitUntil(ALL_COMPLETED, createTask(failing(ofSeconds(1), boom))));
                });
        loop.close();

        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
    }
}
