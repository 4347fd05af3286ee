package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which loop is meant when nobody names one. */
class CurrentLoopTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @AfterEach
    void forget() {
        Aiko.setEventLoop(null);
        Aiko.setLoopFactory(null);
    }

    @Test
    @DisplayName(
            "LOOP-17 the running loop is known in callbacks and bodies, whatever thread they use")
    void theRunningLoopIsKnown() {
        loop.callSoon(
                () -> {
                    assertSame(loop, Aiko.runningLoop());
                    trail.add("callback");
                });
        loop.runUntilComplete(
                () -> {
                    assertSame(loop, Aiko.runningLoop());
                    await(sleep(ofSeconds(1)));
                    assertSame(loop, Aiko.runningLoop());
                    trail.add("body");
                });

        trail.is("callback", "body");
    }

    @Test
    @DisplayName("LOOP-17 asking for the running loop is refused where none runs")
    void noRunningLoop() {
        var thrown = assertThrows(IllegalStateException.class, Aiko::runningLoop);
        Sentences.tellsTheNextStep(thrown, Thread.currentThread().getName());

        loop.callSoon(
                () ->
                        Wait.onAnotherThread(
                                () ->
                                        assertThrows(
                                                IllegalStateException.class, Aiko::runningLoop)));
        virtual.oneTurn();
        assertThrows(IllegalStateException.class, Aiko::runningLoop);
    }

    @Test
    @DisplayName("LOOP-18 the running loop wins over the one set and over the factory")
    void theRunningLoopWins() {
        try (EventLoop other = Aiko.newEventLoop()) {
            Aiko.setEventLoop(other);
            Aiko.setLoopFactory(
                    () -> {
                        throw new AssertionError("nobody asked for a new loop");
                    });
            Runnable look =
                    () -> {
                        assertSame(loop, Aiko.eventLoop());
                        trail.add("looked");
                    };

            loop.callSoon(look);
            loop.runUntilComplete(look::run);

            assertSame(other, Aiko.eventLoop());
        }
        trail.is("looked", "looked");
    }

    @Test
    @DisplayName("LOOP-19 with no loop running and none set it is refused, and none is made")
    void noLoopIsMade() {
        Aiko.setLoopFactory(
                () -> {
                    trail.add("made a loop");
                    return Aiko.newEventLoop();
                });

        var thrown = assertThrows(IllegalStateException.class, Aiko::eventLoop);

        Sentences.tellsTheNextStep(thrown, Thread.currentThread().getName());
        trail.is();
    }

    @Test
    @DisplayName("LOOP-20 a loop that is set is the loop of that thread alone")
    void aLoopIsSetForOneThread() {
        Aiko.setEventLoop(loop);

        assertSame(loop, Aiko.eventLoop());
        Wait.onAnotherThread(() -> assertThrows(IllegalStateException.class, Aiko::eventLoop));
    }

    @Test
    @DisplayName("LOOP-21 setting null takes the loop of the thread away")
    void nullTakesTheLoopAway() {
        Aiko.setEventLoop(loop);

        Aiko.setEventLoop(null);

        assertThrows(IllegalStateException.class, Aiko::eventLoop);
        assertDoesNotThrow(() -> Aiko.setEventLoop(null));
    }

    @Test
    @DisplayName("LOOP-22 a new loop is a fresh one and does not become the loop of the thread")
    void aNewLoopIsNotSet() {
        try (EventLoop first = Aiko.newEventLoop();
                EventLoop second = Aiko.newEventLoop()) {
            assertNotSame(first, second);
            assertThrows(IllegalStateException.class, Aiko::eventLoop);

            Aiko.setEventLoop(first);
            try (EventLoop third = Aiko.newEventLoop()) {
                assertNotSame(third, Aiko.eventLoop());
            }
            assertSame(first, Aiko.eventLoop());
        }
    }
}
