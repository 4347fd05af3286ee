package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.StaggeredRace;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A race whose participants start one after the other. */
class StaggeredRaceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    private Supplier<Task<String>> starter(String name, Callable<String> body) {
        return () -> {
            trail.add(name + " at " + loop.time().toSeconds());
            return createTask(body);
        };
    }

    private Callable<String> failingBody(Duration delay, RuntimeException failure) {
        return () -> {
            await(sleep(delay));
            throw failure;
        };
    }

    private StaggeredRace<String> run(Duration delay, List<Supplier<Task<String>>> starters) {
        return loop.runUntilComplete(() -> await(staggeredRace(delay, starters)));
    }

    @Test
    @DisplayName("RACE-01 without starters nobody wins, and there are no failures")
    void withoutStarters() {
        var race = run(ofSeconds(1), List.of());

        assertFalse(race.hasWinner());
        assertNull(race.value());
        assertEquals(-1, race.winner());
        assertEquals(List.of(), race.failures());
    }

    @Test
    @DisplayName("RACE-02 the next begins when the one before fails")
    void afterAFailure() {
        var race =
                run(
                        ofSeconds(10),
                        List.of(
                                starter("first", failingBody(ofSeconds(1), boom)),
                                starter("second", giving(ofSeconds(1), "value"))));

        trail.is("first at 0", "second at 1");
        assertEquals("value", race.value());
        assertEquals(1, race.winner());
        assertEquals(Arrays.asList(boom, null), race.failures());
    }

    @Test
    @DisplayName(
            "RACE-02, RACE-03 the next begins when the delay has passed; the loser is cancelled")
    void afterTheDelay() {
        var race =
                run(
                        ofSeconds(2),
                        List.of(
                                starter("first", giving(ofSeconds(100), "late")),
                                starter("second", giving(ofSeconds(1), "value")),
                                starter("third", giving(ofSeconds(1), "never"))));

        trail.is("first at 0", "second at 2");
        assertEquals("value", race.value());
        assertEquals(1, race.winner());
        assertEquals(2, race.failures().size());
        assertInstanceOf(CancellationException.class, race.failures().get(0));
        assertNull(race.failures().get(1));
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("RACE-02 without a delay the next begins on a failure only")
    void withoutADelay() {
        var race =
                run(
                        null,
                        List.of(
                                starter("first", failingBody(ofSeconds(100), boom)),
                                starter("second", giving(ofSeconds(1), "value"))));

        trail.is("first at 0", "second at 100");
        assertEquals(1, race.winner());
    }

    @Test
    @DisplayName("RACE-02 a starter that throws has failed")
    void aStarterThrows() {
        var race =
                run(
                        null,
                        List.of(
                                () -> {
                                    throw boom;
                                },
                                starter("second", giving(ofSeconds(1), "value"))));

        assertEquals(1, race.winner());
        assertEquals(Arrays.asList(boom, null), race.failures());
    }

    @Test
    @DisplayName("RACE-03 the first value ends the race, and the end of the losers is waited for")
    void losersAreAwaited() {
        var race =
                run(
                        ofSeconds(1),
                        List.of(
                                starter(
                                        "first",
                                        () -> {
                                            endingSlowly(trail, "first", ofSeconds(5)).run();
                                            return "never";
                                        }),
                                starter("second", giving(ofSeconds(1), "value"))));

        trail.is("first at 0", "second at 1", "first cancelled");
        assertEquals("value", race.value());
        assertEquals(ofSeconds(7), loop.time());
    }

    @Test
    @DisplayName("RACE-03 one that wins at once keeps the others from beginning")
    void oneWinsAtOnce() {
        var race =
                run(
                        ofSeconds(1),
                        List.of(
                                starter("first", () -> null),
                                starter("second", giving(ofSeconds(1), "never"))));

        trail.is("first at 0");
        assertTrue(race.hasWinner());
        assertNull(race.value());
        assertEquals(0, race.winner());
        assertEquals(Arrays.asList((Throwable) null), race.failures());
    }

    @Test
    @DisplayName("RACE-04 when all fail nobody wins, and every failure is listed in starting order")
    void allFail() {
        var race =
                run(
                        ofSeconds(1),
                        List.of(
                                starter("first", failingBody(ofSeconds(5), boom)),
                                starter("second", failingBody(ofSeconds(1), other))));

        assertFalse(race.hasWinner());
        assertNull(race.value());
        assertEquals(List.of(boom, other), race.failures());
    }

    @Test
    @DisplayName("cancelling it cancels those that have begun, and no other begins")
    void cancelled() {
        Task<?> task =
                loop.createTask(
                        () ->
                                await(
                                        staggeredRace(
                                                ofSeconds(2),
                                                List.of(
                                                        () -> createTask(hanging(trail, "first")),
                                                        () -> createTask(hanging(trail, "second")),
                                                        () ->
                                                                createTask(
                                                                        hanging(
                                                                                trail,
                                                                                "third"))))));
        virtual.runFor(ofSeconds(3));
        task.cancel("enough");
        virtual.runFor(ofSeconds(10));

        assertTrue(task.isCancelled());
        trail.is("first cancelled", "second cancelled");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("ten thousand that fail at once, and one that wins after them")
    void manyFailures() {
        var starters = new ArrayList<Supplier<CompletionStage<String>>>();
        for (int i = 0; i < 10_000; i++) {
            starters.add(() -> CompletableFuture.failedStage(boom));
        }
        starters.add(() -> CompletableFuture.completedStage("value"));
        Task<StaggeredRace<String>> race =
                loop.createTask(() -> await(staggeredRace(ofSeconds(1), starters)));
        virtual.runFor(ofMillis(1));

        assertTrue(race.isDone(), race::toString);
        assertEquals(10_000, race.result().winner());
        assertEquals("value", race.result().value());
    }
}
