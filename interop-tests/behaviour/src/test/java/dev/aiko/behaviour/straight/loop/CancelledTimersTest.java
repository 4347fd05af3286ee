package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.TimerHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cancelled timers leave behind: nothing. */
class CancelledTimersTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("CALL-11 the loop sleeps until the earliest live timer, past the cancelled ones")
    void cancelledTimersDoNotShortenTheSleep() {
        loop.callLater(ofMillis(1), trail.mark("never")).cancel();
        loop.callLater(ofMillis(2), trail.mark("never")).cancel();
        loop.callLater(ofMillis(50), loop::stop);

        loop.runForever();

        assertFalse(virtual.clock().deadlines().contains(ofMillis(1).toNanos()));
        assertFalse(virtual.clock().deadlines().contains(ofMillis(2).toNanos()));
        assertEquals(ofMillis(50), loop.time());
        trail.is();
    }

    @Test
    @DisplayName("CALL-11 a timer cancelled while others wait does not wake the loop later")
    void cancelledWhileWaiting() {
        var victim = loop.callLater(ofSeconds(2), trail.mark("never"));
        loop.callLater(ofSeconds(1), victim::cancel);
        loop.callLater(ofSeconds(3), loop::stop);

        loop.runForever();

        assertFalse(virtual.clock().deadlines().contains(ofSeconds(2).toNanos()));
        trail.is();
    }

    @Test
    @DisplayName("CALL-12 many cancelled timers are purged in the next turn, behind a live one too")
    void manyCancelledTimersArePurged() {
        loop.callLater(ofSeconds(1), trail.mark("live"));
        List<WeakReference<TimerHandle>> cancelled = cancelled(200);

        virtual.oneTurn();

        trail.is();
        Wait.untilCollected(
                "the cancelled timers are garbage",
                () -> cancelled.stream().allMatch(timer -> timer.get() == null));
        virtual.runFor(ofSeconds(1));
        trail.is("live");
    }

    private List<WeakReference<TimerHandle>> cancelled(int count) {
        List<WeakReference<TimerHandle>> timers = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            var timer = loop.callLater(ofHours(1), trail.mark("never"));
            timer.cancel();
            timers.add(new WeakReference<>(timer));
        }
        return timers;
    }

    @Test
    @DisplayName("a million timers created and cancelled leave nothing behind")
    void aMillionTimers() {
        List<WeakReference<TimerHandle>> some = aMillionCancelled();

        virtual.oneTurn();

        Wait.untilCollected(
                "the cancelled timers are garbage",
                () -> some.stream().allMatch(timer -> timer.get() == null));
        virtual.runFor(ofSeconds(1));
        assertEquals(ofSeconds(1), loop.time());
        assertEquals(List.of(), virtual.reports());
    }

    private List<WeakReference<TimerHandle>> aMillionCancelled() {
        var timers = new TimerHandle[1_000_000];
        for (int number = 0; number < timers.length; number++) {
            timers[number] = loop.callLater(ofHours(1).plusNanos(number * 7_919L), () -> {});
        }
        List<WeakReference<TimerHandle>> some = new ArrayList<>();
        for (int number = 0; number < timers.length; number++) {
            timers[number].cancel();
            if (number % 10_000 == 0) {
                some.add(new WeakReference<>(timers[number]));
            }
        }
        return some;
    }
}
