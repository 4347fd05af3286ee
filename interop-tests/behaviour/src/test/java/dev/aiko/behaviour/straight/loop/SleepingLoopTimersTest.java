package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopClock;
import dev.aiko.loop.LoopOptions;
import dev.aiko.loop.TimerHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Timers that other threads make and cancel on a loop that sleeps by itself. */
class SleepingLoopTimersTest {

    private static final int MANY = 1_000_000;
    private static final int SAMPLES = 100;

    /** Stands still until the test moves it. */
    private static final class HandClock implements LoopClock {
        private volatile long now;
        private volatile Thread sleeper;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleepUntil(long deadline) {
            sleeper = Thread.currentThread();
            if (now < deadline) {
                LockSupport.park(this);
            }
        }

        void advance(Duration time) {
            now += time.toNanos();
            LockSupport.unpark(sleeper);
        }
    }

    private final HandClock clock = new HandClock();
    private final Runner runner =
            Runner.background(
                    "sleeper", () -> Aiko.newEventLoop(LoopOptions.none().withClock(clock)));
    private final EventLoop loop = runner.loop();
    private final CountDownLatch live = new CountDownLatch(1);
    private final AtomicBoolean wrong = new AtomicBoolean();

    @AfterEach
    void close() {
        runner.close();
    }

    private TimerHandle doomed(int number) {
        return loop.callLater(ofHours(1).plusNanos(number * 7_919L % MANY), () -> wrong.set(true));
    }

    /** Nearly all are gone without any help; a few may lie there until the loop wakes. */
    private static void areGarbage(List<WeakReference<TimerHandle>> some) {
        Wait.untilCollected(
                "the cancelled timers are garbage",
                () -> some.stream().filter(timer -> timer.get() != null).count() <= SAMPLES / 20);
    }

    private void theLiveOneComes(List<WeakReference<TimerHandle>> some) {
        clock.advance(ofHours(2));
        Wait.until(live);
        Wait.untilCollected(
                "all of the cancelled timers are garbage",
                () -> some.stream().allMatch(timer -> timer.get() == null));
        assertTrue(!wrong.get(), "a cancelled timer fired");
    }

    @Test
    @DisplayName(
            "a million cancelled one by one leave nothing behind, and the live one still comes")
    void oneByOne() {
        loop.callLater(ofHours(2), live::countDown);
        List<WeakReference<TimerHandle>> some = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            TimerHandle timer = doomed(number);
            timer.cancel();
            if (number % (MANY / SAMPLES) == 0) {
                some.add(new WeakReference<>(timer));
            }
        }

        areGarbage(some);
        theLiveOneComes(some);
    }

    @Test
    @DisplayName("a million cancelled together leave nothing behind, and the live one still comes")
    void together() {
        List<WeakReference<TimerHandle>> some = cancelledTogether();

        areGarbage(some);
        theLiveOneComes(some);
    }

    private List<WeakReference<TimerHandle>> cancelledTogether() {
        var timers = new TimerHandle[MANY];
        for (int number = 0; number < MANY; number++) {
            timers[number] = doomed(number);
        }
        loop.callLater(ofHours(2), live::countDown);
        var asleep = new CountDownLatch(1);
        loop.callSoon(asleep::countDown);
        Wait.until(asleep);
        List<WeakReference<TimerHandle>> some = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            timers[number].cancel();
            if (number % (MANY / SAMPLES) == 0) {
                some.add(new WeakReference<>(timers[number]));
            }
        }
        return some;
    }
}
