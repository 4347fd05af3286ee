package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.staggeredRace;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two who come in one turn a race takes one: what the other one brought goes back. */
class LosingLeaseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private <T> LoopFuture<T> begun(Callable<LoopFuture<T>> start) {
        LoopFuture<T> future = loop.runUntilComplete(() -> start.call());
        virtual.settle();
        return future;
    }

    private static void oneHas(Waitable one, Waitable other) {
        assertFalse(one.isThere(), "the winner's");
        assertTrue(other.isThere(), "the loser's");
        assertEquals(0, one.waiting() + other.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("both are given in one turn: the first of them wins, whoever asked first")
    void inOneTurn(String name) {
        var one = Waitables.named(name);
        var other = Waitables.named(name);
        var race = begun(() -> race(other.ask(), one.ask()));
        one.give();
        other.give();
        virtual.settle();

        assertTrue(race.isDone());
        oneHas(one, other);
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("both are there when the race begins: the first in the list wins")
    void fromTheBeginning(String name) {
        var one = Waitables.named(name);
        var other = Waitables.named(name);
        one.give();
        other.give();
        var race = begun(() -> race(one.ask(), other.ask()));

        assertTrue(race.isDone());
        oneHas(one, other);
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("in a staggered race both are given in one turn")
    void inOneTurnStaggered(String name) {
        var one = Waitables.named(name);
        var other = Waitables.named(name);
        List<Supplier<LoopFuture<?>>> starters = List.of(other::ask, one::ask);
        var race = begun(() -> staggeredRace(ofSeconds(1), starters));
        virtual.runFor(ofSeconds(2));
        one.give();
        other.give();
        virtual.settle();

        assertEquals(1, race.result().winner());
        oneHas(one, other);
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a starter that lets another one win gets nothing, though it is there")
    void aStarterThatLetsAnotherOneWin(String name) {
        var other = Waitables.named(name);
        other.give();
        LoopFuture<Object> winner = loop.createFuture();
        List<Supplier<LoopFuture<?>>> starters =
                List.of(
                        () -> winner,
                        () -> {
                            winner.complete("winner");
                            return other.ask();
                        });
        var race = begun(() -> staggeredRace(ofSeconds(1), starters));
        virtual.runFor(ofSeconds(2));

        assertEquals("winner", race.result().value());
        assertTrue(other.isThere());
        assertEquals(0, other.waiting());
    }
}
