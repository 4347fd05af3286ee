package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Periodic;
import dev.aiko.loop.PeriodicOptions;
import dev.aiko.loop.PeriodicOptions.Overrun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten thousand periods. */
class PeriodicDriftTest {

    private static final int PERIODS = 10_000;
    private static final Duration THIRD = ofNanos(333_333_333);

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Random random = new Random(42);
    private final List<Duration> begins = new ArrayList<>();

    private void driveToTheEnd(Periodic periodic) {
        loop.runUntilComplete(periodic.done());
        assertEquals(PERIODS, begins.size());
        assertEquals(PERIODS, periodic.runs());
    }

    /** Each run comes late to its end in its own way: it waits, or keeps the loop busy. */
    private void work(Periodic[] periodic) {
        begins.add(loop.time());
        if (begins.size() == PERIODS) {
            periodic[0].stop();
        } else if (random.nextBoolean()) {
            await(sleep(ofMillis(random.nextInt(300))));
        }
    }

    @Test
    @DisplayName("at a fixed rate there is no drift: run number n begins at n periods exactly")
    void fixedRate() {
        var periodic = new Periodic[1];
        periodic[0] = loop.every(THIRD, () -> work(periodic));
        driveToTheEnd(periodic[0]);

        for (int run = 0; run < PERIODS; run++) {
            assertEquals(THIRD.multipliedBy(run + 1), begins.get(run));
        }
    }

    @Test
    @DisplayName("at a fixed rate a busy loop makes single runs late, and the plan stays the same")
    void fixedRateOnABusyLoop() {
        var periodic = new Periodic[1];
        periodic[0] =
                loop.every(
                        PeriodicOptions.fixedRate(THIRD).withOverrun(Overrun.CATCH_UP),
                        () -> {
                            work(periodic);
                            // Now and then somebody else computes for longer than a period.
                            if (begins.size() % 100 == 50) {
                                virtual.clock().advance(ofSeconds(1));
                            }
                        });
        driveToTheEnd(periodic[0]);

        for (int run = 0; run < PERIODS; run++) {
            Duration late = begins.get(run).minus(THIRD.multipliedBy(run + 1));
            assertFalse(late.isNegative(), "run " + run + " was early by " + late);
            if (run % 100 < 50) {
                assertEquals(Duration.ZERO, late, "run " + run);
            }
        }
    }

    @Test
    @DisplayName("with a fixed delay each run begins one period after the end of the one before")
    void fixedDelay() {
        var periodic = new Periodic[1];
        var end = new Duration[] {Duration.ZERO};
        periodic[0] =
                loop.every(
                        PeriodicOptions.fixedDelay(THIRD),
                        () -> {
                            assertEquals(end[0].plus(THIRD), loop.time());
                            work(periodic);
                            end[0] = loop.time();
                        });
        driveToTheEnd(periodic[0]);

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("ten thousand periodic works side by side keep their plans")
    void manyWorks() {
        for (int work = 0; work < 10_000; work++) {
            loop.composeEvery(
                    PeriodicOptions.fixedRate(ofSeconds(1)),
                    () -> {
                        begins.add(loop.time());
                        return CompletableFuture.completedStage(null);
                    });
        }
        virtual.runFor(ofMillis(3500));

        assertEquals(30_000, begins.size());
        assertEquals(Set.of(ofSeconds(1), ofSeconds(2), ofSeconds(3)), Set.copyOf(begins));
    }
}
