package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is cancelled while he waits, or just after it came to him, takes nothing. */
class CancelledWaiterTest {

    private static final int TURNS = 6;
    private static final int WAYS = 10;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private LoopFuture<?> asked(Waitable waitable) {
        Task<LoopFuture<?>[]> asking = loop.createTask(() -> new LoopFuture<?>[] {waitable.ask()});
        virtual.settle();
        return asking.result()[0];
    }

    /** The ways in which a body may wait. */
    private List<Callable<Task<?>>> bodies(Waitable waitable) {
        return List.of(
                () -> loop.createTask(() -> await(waitable.ask())),
                () -> loop.createTask(() -> await(waitable.ask(), ofSeconds(1))),
                () ->
                        loop.createTask(
                                () -> withTimeout(ofSeconds(1), limit -> await(waitable.ask()))),
                () -> loop.createTask(() -> await(waitable.ask().orTimeout(1, SECONDS))),
                () -> loop.createTask(() -> await(waitFor(waitable.ask(), ofSeconds(1)))),
                () -> loop.createTask(() -> await(gather(waitable.ask()))),
                () -> loop.createTask(() -> await(race(waitable.ask(), loop.createFuture()))),
                () -> loop.createTask(() -> await(staggeredRace(null, List.of(waitable::ask)))),
                () -> loop.composeTask(waitable::ask),
                () -> loop.composeTask(() -> waitFor(waitable.ask(), ofSeconds(1))));
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a future that is cancelled while it waits leaves the line")
    void aFuture(String name) {
        var waitable = Waitables.named(name);
        var future = asked(waitable);
        assertEquals(1, waitable.waiting());
        assertTrue(future.cancel("enough"));
        assertEquals(0, waitable.waiting());
        waitable.give();
        virtual.settle();

        assertTrue(future.isCancelled());
        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName(
            "a future that is cancelled when it has been given, and has not arrived, gives back")
    void aFutureThatWasGiven(String name) {
        var waitable = Waitables.named(name);
        var future = asked(waitable);
        waitable.give();
        assertEquals(0, waitable.waiting());
        assertFalse(future.isDone());
        assertTrue(future.cancel("enough"));
        virtual.settle();

        assertTrue(future.isCancelled());
        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a body that is cancelled while it waits leaves the line")
    void aBody(String name) throws Exception {
        for (int way = 0; way < WAYS; way++) {
            var waitable = Waitables.named(name);
            Task<?> task = bodies(waitable).get(way).call();
            virtual.settle();
            assertEquals(1, waitable.waiting());
            assertTrue(task.cancel("enough"));
            virtual.settle();
            assertEquals(0, waitable.waiting());
            waitable.give();
            virtual.settle();

            assertTrue(task.isCancelled());
            assertTrue(waitable.isThere());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("cancelled in whichever turn after the giving, a body gives back, or has it")
    void aBodyThatWasGiven(String name) throws Exception {
        for (int way = 0; way < WAYS; way++) {
            for (int turns = 0; turns < TURNS; turns++) {
                var waitable = Waitables.named(name);
                Task<?> task = bodies(waitable).get(way).call();
                virtual.settle();
                waitable.give();
                for (int turn = 0; turn < turns; turn++) {
                    virtual.oneTurn();
                }
                boolean accepted = task.cancel("now");
                virtual.settle();

                String what = name + ", way " + way + ", after " + turns + " turns";
                assertEquals(accepted, task.isCancelled(), what);
                assertEquals(accepted, waitable.isThere(), what);
                assertEquals(0, waitable.waiting(), what);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("cancelled in whichever turn after the giving, it goes to the next in line")
    void theNextGetsIt(String name) throws Exception {
        for (int way = 0; way < WAYS; way++) {
            for (int turns = 0; turns < TURNS; turns++) {
                var waitable = Waitables.named(name);
                Task<?> first = bodies(waitable).get(way).call();
                Task<?> second = loop.createTask(() -> await(waitable.ask()));
                virtual.settle();
                assertEquals(2, waitable.waiting());
                waitable.give();
                for (int turn = 0; turn < turns; turn++) {
                    virtual.oneTurn();
                }
                boolean accepted = first.cancel("now");
                virtual.settle();

                String what = name + ", way " + way + ", after " + turns + " turns";
                assertEquals(accepted, first.isCancelled(), what);
                assertEquals(accepted, second.isDone(), what);
                second.cancel("the end of this round");
                virtual.settle();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("of three in line, cancelling the one in the middle lets the other two have it")
    void theOneInTheMiddle(String name) {
        var waitable = Waitables.named(name);
        var first = asked(waitable);
        var second = asked(waitable);
        var third = asked(waitable);
        second.cancel("enough");
        waitable.give();
        virtual.settle();
        assertTrue(first.isDone());
        assertFalse(third.isDone());
        waitable.heldBy(first.result()).give();
        virtual.settle();

        assertTrue(third.isDone());
    }
}
