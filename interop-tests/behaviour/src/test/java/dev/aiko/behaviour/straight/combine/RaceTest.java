package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first value wins. */
class RaceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    @Test
    @DisplayName("the first value is that of the race; the others are cancelled and awaited")
    void theFirstValueWins() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "slow"));
                    var quick = createTask(giving(ofSeconds(1), "quick"));
                    LoopFuture<String> foreign = loop.createFuture();
                    assertEquals("quick", await(race(slow, quick, foreign)));
                    assertTrue(slow.isCancelled());
                    assertTrue(foreign.isCancelled());
                });

        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("the cleanup of the losers is waited for")
    void cleanupIsWaitedFor() {
        loop.runUntilComplete(
                () -> {
                    var loser = createTask(endingSlowly(trail, "loser", ofSeconds(3)));
                    assertEquals(
                            "value",
                            await(race(List.of(loser, createTask(giving(ofSeconds(1), "value"))))));
                    trail.add("race over");
                });

        trail.is("loser cancelled", "race over");
        assertEquals(ofSeconds(4), loop.time());
    }

    @Test
    @DisplayName("a failure is passed over while others run")
    void aFailureIsPassedOver() {
        loop.runUntilComplete(
                () ->
                        assertEquals(
                                "value",
                                await(
                                        race(
                                                List.of(
                                                        createTask(failing(ofSeconds(1), boom)),
                                                        createTask(
                                                                giving(ofSeconds(2), "value")))))));

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("when none has a value: all failures, in the order in which they happened")
    void allFail() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            assertThrows(
                                    TaskGroupException.class,
                                    () ->
                                            await(
                                                    race(
                                                            createTask(
                                                                    failing(ofSeconds(2), other)),
                                                            createTask(
                                                                    failing(ofSeconds(1), boom)))));
                    assertEquals(List.of(boom, other), failure.failures());
                });
    }

    @Test
    @DisplayName("a loser that fails in its cleanup does not spoil the race")
    void aLoserFails() {
        loop.runUntilComplete(
                () ->
                        assertEquals(
                                "value",
                                await(
                                        race(
                                                List.of(
                                                        createTask(failingInCleanup(boom)),
                                                        createTask(
                                                                giving(ofSeconds(1), "value")))))));
    }

    @Test
    @DisplayName("two values in one turn: the first one wins")
    void twoValuesInOneTurn() {
        LoopFuture<String> one = loop.createFuture();
        LoopFuture<String> two = loop.createFuture();
        loop.callLater(
                ofSeconds(1),
                () -> {
                    two.complete("two");
                    one.complete("one");
                });

        assertEquals("two", loop.runUntilComplete(() -> await(race(one, two))));
        assertTrue(one.isDone());
    }

    @Test
    @DisplayName("a stage that is done already wins at once")
    void doneAlready() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "slow"));
                    assertEquals(
                            "done", await(race(slow, CompletableFuture.completedFuture("done"))));
                    assertTrue(slow.isCancelled());
                });

        assertEquals(0, loop.time().toNanos());
    }

    @Test
    @DisplayName("cancelling it cancels everybody, and it ends when they have")
    void cancelled() {
        Task<?> one = loop.createTask(endingSlowly(trail, "one", ofSeconds(2)));
        Task<?> two = loop.createTask(hanging(trail, "two"));
        Task<?> waiting =
                loop.createTask(
                        () -> {
                            try {
                                await(race(List.of(one, two)));
                            } finally {
                                trail.add("race over");
                            }
                        });
        virtual.settle();
        waiting.cancel("enough");
        virtual.runFor(ofSeconds(5));

        trail.is("two cancelled", "one cancelled", "race over");
        assertTrue(waiting.isCancelled());
    }

    @Test
    @DisplayName("without anybody it is refused; of one it is that one")
    void atTheEdges() {
        loop.runUntilComplete(
                () -> {
                    var refused =
                            assertThrows(
                                    IllegalArgumentException.class, () -> race(List.of()).isDone());
                    Sentences.tellsTheNextStep(refused);
                    assertEquals("value", await(race(sleep(ofSeconds(1), "value"))));
                });
    }
}
