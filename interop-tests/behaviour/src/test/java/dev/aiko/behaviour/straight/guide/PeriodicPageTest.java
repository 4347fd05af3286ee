package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static dev.aiko.loop.PeriodicOptions.Overrun.CATCH_UP;
import static dev.aiko.loop.PeriodicOptions.fixedDelay;
import static dev.aiko.loop.PeriodicOptions.fixedRate;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Periodic;
import dev.aiko.loop.PeriodicOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/periodic.md. */
class PeriodicPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    // ---- the example -------------------------------------------------------------------------

    static long stirring() {
        Periodic stirring = runningLoop().every(ofSeconds(10), () -> brew("a stir", 1));
        brew("soup", 35);
        stirring.stop();
        return stirring.runs();
    }

    static Periodic stirringAsync(EventLoop loop) {
        return loop.composeEvery(fixedRate(ofSeconds(10)), () -> brewAsync("a stir", 1));
    }

    @Test
    void threeStirsMakeASoup() {
        assertEquals(3, loop.runUntilComplete(() -> stirring()));
    }

    @Test
    void withFuturesToo() {
        Periodic stirring = stirringAsync(loop);
        virtual.runFor(ofSeconds(35));
        assertEquals(3, stirring.runs());
    }

    // ---- rules -------------------------------------------------------------------------------

    private List<Long> begins(PeriodicOptions options, Duration firstRunTakes) {
        var begins = new ArrayList<Long>();
        loop.every(
                options,
                () -> {
                    begins.add(loop.time().toSeconds());
                    if (begins.size() == 1) await(sleep(firstRunTakes));
                });
        virtual.runFor(ofSeconds(46));
        return begins;
    }

    @Test
    void rateSkipsWhatIsMissed() {
        assertEquals(List.of(10L, 40L), begins(fixedRate(ofSeconds(10)), ofSeconds(25)));
    }

    @Test
    void rateMayCatchUp() {
        assertEquals(
                List.of(10L, 35L, 35L, 40L),
                begins(fixedRate(ofSeconds(10)).withOverrun(CATCH_UP), ofSeconds(25)));
    }

    @Test
    void delayAfterALongRun() {
        assertEquals(List.of(10L, 45L), begins(fixedDelay(ofSeconds(10)), ofSeconds(25)));
    }

    @Test
    void delayCountsFromTheEnd() {
        assertEquals(
                List.of(0L, 15L, 25L, 35L, 45L),
                begins(fixedDelay(ofSeconds(10)).withInitialDelay(ZERO), ofSeconds(5)));
    }

    @Test
    void failingRunIsReportedAndTheNextOneComes() {
        loop.every(ofSeconds(10), () -> spill("milk", 1));
        virtual.runFor(ofSeconds(25));
        assertEquals(2, virtual.reports().size());
        assertEquals(
                "A run of periodic work failed: <Periodic every PT10S runs=1>",
                virtual.reports().get(0).message());
        assertInstanceOf(SpilledException.class, virtual.reports().get(0).exception());
    }

    static void untilItFails() {
        var options = fixedRate(ofSeconds(10)).stoppingOnFailure();
        Periodic stirring = runningLoop().every(options, () -> spill("milk", 1));
        await(stirring.done());
    }

    @Test
    void failureMayBeTheEnd() {
        var wrapped =
                assertThrows(
                        CompletionException.class,
                        () -> loop.runUntilComplete(PeriodicPageTest::untilItFails));
        assertInstanceOf(SpilledException.class, wrapped.getCause());
        assertEquals(11, loop.time().toSeconds());
    }

    static String soup() {
        return TaskGroup.run(
                group -> {
                    var stirring =
                            group.createTask(
                                    () ->
                                            await(
                                                    runningLoop()
                                                            .every(
                                                                    ofSeconds(10),
                                                                    () -> brew("a stir", 1))
                                                            .done()));
                    var soup = brew("soup", 35);
                    stirring.cancel("the soup is ready");
                    return soup;
                });
    }

    @Test
    void periodicWorkOfAGroupEndsWithIt() {
        assertEquals("soup", loop.runUntilComplete(() -> soup()));
        virtual.runFor(ofSeconds(60));
        assertEquals(0, loop.allTasks().size());
    }

    @Test
    void cancelStopsTheRunThatGoesOn() {
        loop.runUntilComplete(
                () -> {
                    Periodic stirring =
                            loop.every(
                                    ofSeconds(10),
                                    () -> {
                                        try {
                                            brew("a long stir", 60);
                                        } finally {
                                            brew("a cloth", 1);
                                            trail.add("clean");
                                        }
                                    });
                    brew("soup", 15);
                    stirring.cancel("closing time");
                    assertThrows(Exception.class, () -> await(stirring.done()));
                    trail.is("clean");
                });
        assertEquals(16, loop.time().toSeconds());
    }

    // ---- mistakes ----------------------------------------------------------------------------

    @Test
    void periodOfNothingIsRefused() {
        assertEquals(
                "The period is PT0S; it has to be above zero.",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> loop.every(ZERO, () -> trail.add("never")))
                        .getMessage());
    }
}
