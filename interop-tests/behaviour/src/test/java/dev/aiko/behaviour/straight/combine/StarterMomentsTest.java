package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.StaggeredRace;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a starter of a staggered race brings about while it is being called. */
class StarterMomentsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final LoopFuture<String> promise = loop.createFuture();
    private LoopFuture<StaggeredRace<String>> race = null;

    /** A contender that has begun when its starter returns, and takes its time to end. */
    private LoopFuture<String> begun(String name) {
        return createTask(
                TaskOptions.eagerly(),
                () -> {
                    endingSlowly(trail, name, ofSeconds(5)).run();
                    return "never";
                });
    }

    private Supplier<CompletionStage<String>> never() {
        return () -> {
            trail.add("not here");
            return promise;
        };
    }

    private StaggeredRace<String> run(
            Duration delay, List<Supplier<CompletionStage<String>>> starters) {
        return loop.runUntilComplete(
                () -> {
                    race = staggeredRace(delay, starters);
                    return await(race);
                });
    }

    @Test
    @DisplayName("it lets another one win: its own contender is a loser, cancelled and awaited")
    void anotherOneWins() {
        var ended =
                run(
                        ofSeconds(1),
                        List.of(
                                () -> promise,
                                () -> {
                                    promise.complete("value");
                                    return begun("second");
                                },
                                never()));

        trail.is("second cancelled");
        assertEquals("value", ended.value());
        assertEquals(0, ended.winner());
        assertEquals(2, ended.failures().size());
        assertNull(ended.failures().get(0));
        assertInstanceOf(CancellationException.class, ended.failures().get(1));
        assertEquals(ofSeconds(6), loop.time());
    }

    @Test
    @DisplayName("it lets another one win and throws: it has failed, and the other one has won")
    void anotherOneWinsAndItThrows() {
        var boom = new IllegalArgumentException("boom");
        var ended =
                run(
                        ofSeconds(1),
                        List.of(
                                () -> promise,
                                () -> {
                                    promise.complete("value");
                                    throw boom;
                                },
                                never()));

        trail.is();
        assertEquals(0, ended.winner());
        assertEquals(boom, ended.failures().get(1));
    }

    @Test
    @DisplayName("it lets another one fail: its own contender is the only one left, and no other")
    void anotherOneFails() {
        var ended =
                run(
                        ofSeconds(1),
                        List.of(
                                () -> promise,
                                () -> {
                                    promise.completeExceptionally(new IllegalStateException());
                                    return loop.sleepAsync(ofSeconds(1), "value");
                                }));

        assertEquals("value", ended.value());
        assertEquals(1, ended.winner());
        assertInstanceOf(IllegalStateException.class, ended.failures().get(0));
    }

    @Test
    @DisplayName("it cancels the race: all that have begun are cancelled and awaited, itself too")
    void theRaceIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    race =
                            staggeredRace(
                                    ofSeconds(1),
                                    List.of(
                                            () -> begun("first"),
                                            () -> {
                                                race.cancel("enough");
                                                return begun("second");
                                            },
                                            never()));
                    var cancelled = assertThrows(CancellationException.class, () -> await(race));
                    assertEquals("enough", cancelled.getMessage());
                });

        trail.is("first cancelled", "second cancelled");
        assertEquals(ofSeconds(6), loop.time());
    }
}
