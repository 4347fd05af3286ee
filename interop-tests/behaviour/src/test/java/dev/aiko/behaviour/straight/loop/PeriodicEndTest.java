package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Periodic;
import dev.aiko.loop.PeriodicOptions;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How periodic work ends, and what becomes of its failures. */
class PeriodicEndTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private void slowRun() {
        try {
            await(sleep(ofMillis(500)));
            trail.add("ended");
        } catch (CancellationException cancelled) {
            trail.add("cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
    }

    @Test
    @DisplayName("stop between two runs: no more runs, and it is done")
    void stopBetweenRuns() {
        var periodic = loop.every(ofSeconds(1), () -> trail.add("run"));
        virtual.runFor(ofMillis(1500));
        periodic.stop();
        periodic.stop();
        virtual.runFor(ofSeconds(10));

        trail.is("run");
        assertTrue(periodic.done().isDone());
        assertNull(periodic.done().result());
        assertEquals(1, periodic.runs());
    }

    @Test
    @DisplayName("stop during a run: the run may finish, and then it is done")
    void stopDuringARun() {
        var periodic = loop.every(ofSeconds(1), this::slowRun);
        virtual.runFor(ofMillis(1200));
        periodic.stop();
        virtual.settle();
        assertFalse(periodic.done().isDone());
        virtual.runFor(ofSeconds(10));

        trail.is("ended");
        assertTrue(periodic.done().isDone());
    }

    @Test
    @DisplayName("stop from the run itself, and from another thread")
    void stopFromElsewhere() {
        var own = new Periodic[1];
        own[0] =
                loop.every(
                        ofSeconds(1),
                        () -> {
                            own[0].stop();
                            trail.add("run");
                        });
        var other = loop.every(ofSeconds(1), () -> trail.add("other"));
        Wait.onAnotherThread(other::stop);
        virtual.runFor(ofSeconds(10));

        trail.is("run");
        assertTrue(own[0].done().isDone());
        assertTrue(other.done().isDone());
    }

    @Test
    @DisplayName("stop before the first run: there is none, and no timer is left")
    void stopBeforeTheFirstRun() {
        var periodic = loop.every(ofSeconds(77), () -> trail.add("run"));
        periodic.stop();
        virtual.runFor(ofSeconds(100));

        trail.is();
        assertTrue(periodic.done().isDone());
        assertFalse(virtual.clock().deadlines().contains(ofSeconds(77).toNanos()), "timer left");
    }

    @Test
    @DisplayName("cancel during a run: the run gets the reason, and it is done when that has ended")
    void cancelDuringARun() {
        var periodic = loop.every(ofSeconds(1), this::slowRun);
        virtual.runFor(ofMillis(1200));
        periodic.cancel("enough");
        virtual.runFor(ofSeconds(10));

        trail.is("cancelled: enough");
        assertTrue(periodic.done().isDone());
        assertEquals(1, periodic.runs());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("cancelling done() is the same as cancel")
    void cancellingDone() {
        var periodic = loop.every(ofSeconds(1), this::slowRun);
        virtual.runFor(ofMillis(1200));
        assertTrue(periodic.done().cancel("by its future"));
        virtual.runFor(ofSeconds(10));

        trail.is("cancelled: by its future");
        assertTrue(periodic.done().isDone());
        assertEquals(1, periodic.runs());
    }

    @Test
    @DisplayName("a run that fails is reported, and the next one comes at its time")
    void aFailingRun() {
        var periodic =
                loop.every(
                        ofSeconds(1),
                        () -> {
                            trail.add("run");
                            throw boom;
                        });
        virtual.runFor(ofMillis(2500));

        trail.is("run", "run");
        assertEquals(2, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
        assertFalse(periodic.done().isDone());
    }

    @Test
    @DisplayName("a composed run that throws, or whose stage fails, is reported as well")
    void aFailingComposedRun() {
        var kinds = List.of(true, false).iterator();
        loop.composeEvery(
                PeriodicOptions.fixedRate(ofSeconds(1)),
                () -> {
                    if (kinds.next()) {
                        throw boom;
                    }
                    return CompletableFuture.failedStage(boom);
                });
        virtual.runFor(ofMillis(2500));

        assertEquals(2, virtual.reports().size());
        virtual.reports().forEach(report -> assertSame(boom, report.exception()));
    }

    @Test
    @DisplayName("stopping on failure: it is reported, and is the failure of done()")
    void stoppingOnFailure() {
        var periodic =
                loop.every(
                        PeriodicOptions.fixedRate(ofSeconds(1)).stoppingOnFailure(),
                        () -> {
                            trail.add("run");
                            throw boom;
                        });
        virtual.runFor(ofSeconds(10));

        trail.is("run");
        assertSame(boom, periodic.done().exception());
        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
    }

    @Test
    @DisplayName("a run that somebody else cancels is no failure, and the next one comes")
    void aCancelledRun() {
        var tasks = new ArrayList<Task<?>>();
        var periodic =
                loop.every(
                        PeriodicOptions.fixedRate(ofSeconds(1)).stoppingOnFailure(),
                        () -> {
                            tasks.add(currentTask());
                            slowRun();
                        });
        virtual.runFor(ofMillis(1200));
        tasks.get(0).cancel("this one");
        virtual.runFor(ofSeconds(1));

        assertEquals(2, periodic.runs());
        assertEquals(List.of(), virtual.reports());
        trail.is("cancelled: this one");
    }

    @Test
    @DisplayName("closing the loop ends it, and cancels a run that is going on")
    void theLoopIsClosed() {
        var idle = loop.every(ofHours(1), () -> trail.add("run"));
        var busy = loop.every(ofSeconds(1), this::slowRun);
        virtual.runFor(ofMillis(1200));
        loop.close();

        assertTrue(idle.done().isDone());
        assertTrue(busy.done().isDone());
        assertEquals(1, trail.steps().size());
        assertTrue(trail.steps().get(0).startsWith("cancelled"), trail.steps()::toString);
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a program with periodic work ends when its main task does")
    void aProgramEnds() {
        var periodic = new Periodic[1];
        Aiko.run(
                () -> {
                    periodic[0] = runningLoop().every(ofHours(1), () -> trail.add("run"));
                    await(sleep(ofMillis(1)));
                });

        trail.is();
        assertTrue(periodic[0].done().isDone());
    }
}
