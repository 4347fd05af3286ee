package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Scheduling through the executor view, once and again and again. */
class PeriodicViewTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ScheduledExecutorService view = loop.asExecutorService();
    private final Trail trail = new Trail();

    private void tick() {
        trail.add("tick at " + loop.time().toMillis());
    }

    @Test
    @DisplayName("schedule uses the loop's clock")
    void schedule() throws Exception {
        ScheduledFuture<String> value = view.schedule(() -> "value", 5, SECONDS);
        view.schedule(this::tick, 3, SECONDS);
        assertEquals(5_000, value.getDelay(MILLISECONDS));

        virtual.runFor(ofSeconds(3));
        assertFalse(value.isDone());
        assertEquals(2_000, value.getDelay(MILLISECONDS));

        virtual.runFor(ofSeconds(2));
        assertEquals("value", value.get());
        trail.is("tick at 3000");
    }

    @Test
    @DisplayName("a scheduled call that is cancelled never runs and leaves no timer")
    void cancelScheduled() {
        ScheduledFuture<?> scheduled = view.schedule(this::tick, 1, SECONDS);

        assertTrue(scheduled.cancel(false));

        virtual.runFor(ofSeconds(2));
        assertTrue(scheduled.isCancelled());
        assertFalse(virtual.clock().deadlines().contains(ofSeconds(1).toNanos()));
        trail.is();
    }

    @Test
    @DisplayName("a fixed rate counts from the start of each run")
    void fixedRate() {
        var ticks =
                view.scheduleAtFixedRate(
                        () -> {
                            tick();
                            virtual.clock().advance(ofMillis(300));
                        },
                        1_000,
                        1_000,
                        MILLISECONDS);

        virtual.runFor(ofMillis(3_500));
        ticks.cancel(false);
        virtual.runFor(ofHours(1));

        trail.is("tick at 1000", "tick at 2000", "tick at 3000");
    }

    @Test
    @DisplayName("a fixed delay counts from the end of each run")
    void fixedDelay() {
        var ticks =
                view.scheduleWithFixedDelay(
                        () -> {
                            tick();
                            virtual.clock().advance(ofMillis(500));
                        },
                        1_000,
                        1_000,
                        MILLISECONDS);

        virtual.runFor(ofMillis(4_500));
        ticks.cancel(false);
        virtual.runFor(ofHours(1));

        trail.is("tick at 1000", "tick at 2500", "tick at 4000");
    }

    @Test
    @DisplayName("a periodic call that fails stops, and its future holds the failure")
    void aPeriodicFailureStops() {
        var failure = new IllegalStateException("boom");
        ScheduledFuture<?> ticks =
                view.scheduleAtFixedRate(
                        () -> {
                            tick();
                            throw failure;
                        },
                        1,
                        1,
                        SECONDS);

        virtual.runFor(ofSeconds(5));

        trail.is("tick at 1000");
        assertSame(failure, assertThrows(ExecutionException.class, ticks::get).getCause());
    }

    @Test
    @DisplayName("a period not above zero is refused")
    void periodsAreAboveZero() {
        assertThrows(
                IllegalArgumentException.class,
                () -> view.scheduleAtFixedRate(this::tick, 1, 0, SECONDS));
        assertThrows(
                IllegalArgumentException.class,
                () -> view.scheduleWithFixedDelay(this::tick, 1, -1, SECONDS));
    }
}
