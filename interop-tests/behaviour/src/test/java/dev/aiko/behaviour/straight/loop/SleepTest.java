package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopClock;
import dev.aiko.loop.LoopOptions;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Letting time pass. */
class SleepTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("CALL-17 tiny delays do not make the loop spin")
    void tinyDelaysDoNotSpin() {
        var sleeps = new AtomicInteger();
        LoopClock counting =
                new LoopClock() {
                    @Override
                    public long nanoTime() {
                        return System.nanoTime();
                    }

                    @Override
                    public void sleepUntil(long deadline) {
                        sleeps.incrementAndGet();
                        LockSupport.parkNanos(deadline - System.nanoTime());
                    }
                };
        try (EventLoop real = Aiko.newEventLoop(LoopOptions.none().withClock(counting))) {
            real.runUntilComplete(
                    () -> {
                        await(sleep(ofMillis(10)));
                        await(sleep(ofNanos(100_000)));
                        await(sleep(ofNanos(1_000)));
                        await(sleep(ofNanos(10)));
                        await(sleep(ofNanos(1)));
                    });
        }
        assertTrue(sleeps.get() <= 20, "slept " + sleeps + " times");
    }

    @Test
    @DisplayName("CALL-18 sleeping for zero suspends for exactly one turn")
    void zeroIsOneTurn() {
        oneTurn(() -> await(sleep(ZERO)));
    }

    @Test
    @DisplayName("CALL-18 yielding suspends for exactly one turn")
    void yieldingIsOneTurn() {
        oneTurn(Aiko::yieldNow);
    }

    @Test
    @DisplayName("CALL-19 a negative delay acts like zero")
    void negativeIsLikeZero() {
        oneTurn(() -> await(sleep(ofSeconds(-5))));
    }

    private void oneTurn(Runnable pause) {
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(
                            () -> {
                                trail.add("queued before");
                                loop.callSoon(trail.mark("one turn later"));
                            });
                    pause.run();
                    trail.add("resumed");
                    pause.run();
                });

        trail.is("queued before", "resumed", "one turn later");
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    @DisplayName("CALL-19 a sleep ends with the value given to it")
    void aSleepHasAValue() {
        assertEquals("value", loop.runUntilComplete(() -> await(sleep(ofSeconds(1), "value"))));
        assertEquals("value", loop.runUntilComplete(() -> await(sleep(ofSeconds(-1), "value"))));
        assertNull(loop.runUntilComplete(() -> await(sleep(ofSeconds(1)))));
    }

    @Test
    @DisplayName("CALL-21 a task cancelled in its sleep leaves no timer that keeps the loop awake")
    void aCancelledSleepLeavesNoTimer() {
        var task = loop.createTask(() -> await(sleep(ofHours(1))));
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));

        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals(ofSeconds(1), loop.time());

        virtual.runFor(ofHours(2));
        assertFalse(virtual.clock().deadlines().contains(ofHours(1).toNanos()));
    }

    @Test
    @DisplayName("two bodies that sleep wake by deadline, and take turns at the same deadline")
    void sleepersWakeByDeadline() {
        for (String name : new String[] {"a", "b"}) {
            loop.createTask(
                    () -> {
                        for (int round = 0; round < 2; round++) {
                            await(sleep(ofSeconds(1)));
                            trail.add(name);
                        }
                    });
        }
        loop.createTask(
                () -> {
                    await(sleep(ofMillis(1_500)));
                    trail.add("between");
                });

        virtual.runFor(ofSeconds(3));

        trail.is("a", "b", "between", "a", "b");
    }

    @Test
    @DisplayName("yielding outside a straight-line body is refused")
    void yieldingElsewhere() {
        assertThrows(IllegalStateException.class, () -> yieldNow());
        loop.callSoon(() -> assertThrows(IllegalStateException.class, () -> yieldNow()));
        virtual.oneTurn();
    }
}
