package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Periodic;
import dev.aiko.loop.PeriodicOptions;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Periodic work that is ended while its code for the next run is being called. */
class PeriodicSelfStopTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private LoopFuture<Void> run = null;

    /** Each run lasts three seconds, and begins by ending the whole. */
    private Periodic endedBy(Consumer<Periodic> end) {
        var own = new Periodic[1];
        own[0] =
                loop.composeEvery(
                        PeriodicOptions.fixedRate(ofSeconds(1)),
                        () -> {
                            end.accept(own[0]);
                            return threeSeconds();
                        });
        return own[0];
    }

    private LoopFuture<Void> threeSeconds() {
        run = loop.sleepAsync(ofSeconds(3));
        return run;
    }

    @Test
    @DisplayName("stop: it is done when that run has ended, and not before")
    void stopped() {
        Periodic work = endedBy(Periodic::stop);
        virtual.runFor(ofSeconds(2));
        assertFalse(work.done().isDone());
        virtual.runFor(ofSeconds(8));

        assertTrue(work.done().isDone());
        assertEquals(1, work.runs());
        assertFalse(run.isCancelled());
    }

    @Test
    @DisplayName("cancel: that run is cancelled as well")
    void cancelled() {
        Periodic work = endedBy(own -> own.cancel("enough"));
        virtual.runFor(ofSeconds(10));

        assertTrue(work.done().isCancelled());
        assertEquals(1, work.runs());
        assertTrue(run.isCancelled());
    }

    @Test
    @DisplayName("a time limit on done() ends the work, with the run that is going on")
    void limited() {
        Periodic work =
                loop.composeEvery(PeriodicOptions.fixedRate(ofSeconds(1)), this::threeSeconds);
        work.done().orTimeout(2, SECONDS);
        virtual.runFor(ofSeconds(10));

        assertInstanceOf(TimeoutException.class, work.done().exception());
        assertEquals(1, work.runs());
        assertTrue(run.isCancelled());
    }
}
