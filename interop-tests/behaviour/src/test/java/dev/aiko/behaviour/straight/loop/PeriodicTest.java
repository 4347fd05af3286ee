package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.PeriodicOptions;
import dev.aiko.loop.PeriodicOptions.Overrun;
import dev.aiko.task.Action;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that is done again and again. */
class PeriodicTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private void note() {
        trail.add("" + loop.time().toMillis());
    }

    private Action taking(Duration time) {
        return () -> {
            note();
            await(sleep(time));
        };
    }

    @Test
    @DisplayName("every: the first run after one period, the others at a fixed rate")
    void every() {
        var periodic = loop.every(ofSeconds(1), taking(ofMillis(400)));
        virtual.runFor(ofMillis(4100));

        trail.is("1000", "2000", "3000", "4000");
        assertEquals(4, periodic.runs());
        assertFalse(periodic.done().isDone());
    }

    @Test
    @DisplayName("a fixed delay is counted from the end of a run")
    void fixedDelay() {
        loop.every(PeriodicOptions.fixedDelay(ofSeconds(1)), taking(ofMillis(400)));
        virtual.runFor(ofMillis(5300));

        trail.is("1000", "2400", "3800", "5200");
    }

    @Test
    @DisplayName("an initial delay of its own; not above zero, the first run is in the next turn")
    void initialDelay() {
        loop.every(
                PeriodicOptions.fixedRate(ofSeconds(1)).withInitialDelay(ofMillis(300)),
                this::note);
        virtual.runFor(ofMillis(2500));
        trail.is("300", "1300", "2300");

        for (Duration delay : List.of(Duration.ZERO, ofSeconds(-1))) {
            var periodic =
                    loop.every(
                            PeriodicOptions.fixedDelay(ofSeconds(1)).withInitialDelay(delay),
                            () -> {});
            virtual.settle();
            assertEquals(1, periodic.runs());
        }
    }

    @Test
    @DisplayName("runs that are missed are left out, and the plan is kept")
    void overrunSkips() {
        var times = List.of(2500, 100, 100).iterator();
        loop.every(
                PeriodicOptions.fixedRate(ofSeconds(1)),
                () -> taking(ofMillis(times.hasNext() ? times.next() : 0)).run());
        virtual.runFor(ofMillis(6500));

        trail.is("1000", "4000", "5000", "6000");
    }

    @Test
    @DisplayName("or they come later, without a pause, until the plan is kept again")
    void overrunCatchesUp() {
        var times = List.of(2500, 100, 100).iterator();
        loop.every(
                PeriodicOptions.fixedRate(ofSeconds(1)).withOverrun(Overrun.CATCH_UP),
                () -> taking(ofMillis(times.hasNext() ? times.next() : 0)).run());
        virtual.runFor(ofMillis(6500));

        trail.is("1000", "3500", "3600", "4000", "5000", "6000");
    }

    @Test
    @DisplayName("one run never begins before the one before has ended")
    void neverTwoAtATime() {
        var running = new int[1];
        loop.every(
                PeriodicOptions.fixedRate(ofMillis(100)).withOverrun(Overrun.CATCH_UP),
                () -> {
                    assertEquals(1, ++running[0]);
                    try {
                        await(sleep(ofMillis(250)));
                    } finally {
                        running[0]--;
                    }
                });
        virtual.runFor(ofSeconds(10));

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("composeEvery: a run lasts as long as its stage")
    void composed() {
        var periodic =
                loop.composeEvery(
                        PeriodicOptions.fixedDelay(ofSeconds(1)),
                        () -> {
                            note();
                            return loop.sleepAsync(ofMillis(500));
                        });
        virtual.runFor(ofMillis(4100));

        trail.is("1000", "2500", "4000");
        assertEquals(3, periodic.runs());
    }

    @Test
    @DisplayName("each run is a task of its own, with the name that was given")
    void theName() {
        loop.every(
                PeriodicOptions.fixedRate(ofSeconds(1)).withName("heartbeat"),
                () -> trail.add(currentTask().name()));
        virtual.runFor(ofMillis(2500));

        trail.is("heartbeat", "heartbeat");
    }

    @Test
    @DisplayName("the runs see the context of whoever started the work")
    void theContext() {
        var colour = contextVar("colour", "none");
        loop.runUntilComplete(
                () -> {
                    colour.set("green");
                    loop.every(ofSeconds(1), () -> trail.add(colour.get()));
                    colour.set("red");
                });
        virtual.runFor(ofMillis(1500));

        trail.is("green");
    }

    @Test
    @DisplayName("it may be started from another thread, and on a loop that is idle")
    void fromAnotherThread() {
        Wait.onAnotherThread(() -> loop.every(ofSeconds(1), this::note));
        virtual.runFor(ofMillis(2500));

        trail.is("1000", "2000");
    }

    @Test
    @DisplayName("a period not above zero is refused, and so is a loop that is closed")
    void refusals() {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> loop.every(Duration.ZERO, this::note));
        Sentences.tellsTheNextStep(refused);
        assertThrows(
                IllegalArgumentException.class, () -> PeriodicOptions.fixedDelay(ofSeconds(-1)));
        loop.close();
        assertThrows(IllegalStateException.class, () -> loop.every(ofSeconds(1), this::note));
    }
}
