package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a run without an end of its own ends. */
class StopTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("LOOP-07 after a stop in advance a run takes exactly one turn and does not sleep")
    void oneTurnAfterAStopInAdvance() {
        loop.callLater(ofSeconds(1), trail.mark("timer"));
        loop.callSoon(
                () -> {
                    trail.add("this turn");
                    loop.callSoon(trail.mark("next turn"));
                });

        loop.stop();
        loop.runForever();

        trail.is("this turn");
        assertEquals(List.of(), virtual.clock().deadlines());
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    @DisplayName("LOOP-07 with nothing to do the one turn is empty and does not block")
    void oneEmptyTurn() {
        loop.stop();
        loop.runForever();

        assertEquals(List.of(), virtual.clock().deadlines());
    }

    @Test
    @DisplayName("LOOP-08 a stop lets all callbacks of the present turn run, and none of the next")
    void stopEndsThePresentTurn() {
        loop.callSoon(
                () -> {
                    loop.callSoon(trail.mark("next turn"));
                    loop.stop();
                    trail.add("stop");
                });
        loop.callSoon(trail.mark("queued already"));

        loop.runForever();

        trail.is("stop", "queued already");
    }

    private void theNextRunNeedsAnother() {
        loop.callLater(
                ofSeconds(1),
                () -> {
                    trail.add("still running");
                    loop.stop();
                });
        loop.runForever();

        trail.is("still running");
    }

    @Test
    @DisplayName("LOOP-09 a stop is used up by the run it ends, so the next one needs another")
    void aStopIsUsedUp() {
        loop.callSoon(loop::stop);
        loop.runForever();

        theNextRunNeedsAnother();
    }

    @Test
    @DisplayName("LOOP-09 a stop is used up even by a run that a fatal error ends")
    void aStopIsUsedUpByAFatalEnd() {
        loop.callSoon(
                () -> {
                    loop.stop();
                    throw new InternalError("fatal");
                });
        assertThrows(InternalError.class, loop::runForever);

        theNextRunNeedsAnother();
    }

    @Test
    @DisplayName("a stop from another thread wakes a loop that sleeps")
    void aStopFromAnotherThread() {
        var runner = new Thread(loop::runForever);
        runner.start();
        virtual.clock().awaitIdle();

        loop.stop();

        Wait.until(runner);
        assertFalse(loop.isRunning());
    }

    @Test
    @DisplayName("two threads cannot run one loop at the same time")
    void oneRunAtATime() {
        var runner = new Thread(loop::runForever);
        runner.start();
        virtual.clock().awaitIdle();

        assertThrows(IllegalStateException.class, loop::runForever);

        assertThrows(IllegalStateException.class, Aiko::runningLoop);
        loop.stop();
        Wait.until(runner);
    }
}
