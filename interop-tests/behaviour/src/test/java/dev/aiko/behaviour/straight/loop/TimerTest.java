package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks with a time of their own. */
class TimerTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private Runnable at(String name) {
        return () -> trail.add(name + " at " + loop.time().toMillis());
    }

    @Test
    @DisplayName(
            "CALL-03 a callback queued already beats a timer that becomes due in the same turn")
    void callbacksBeatTimers() {
        loop.callLater(ZERO, trail.mark("timer"));
        loop.callSoon(trail.mark("callback"));

        virtual.oneTurn();

        trail.is("callback", "timer");
    }

    @Test
    @DisplayName("CALL-04 a timer does not fire before its delay has passed")
    void notBeforeItsTime() {
        loop.callLater(ofMillis(100), at("timer"));

        virtual.runFor(ofMillis(99));
        trail.is();

        virtual.runFor(ofMillis(1));
        trail.is("timer at 100");
    }

    @Test
    @DisplayName("CALL-04 on the system's clock a timer does not fire too early either")
    void notTooEarlyInRealTime() {
        try (EventLoop real = Aiko.newEventLoop()) {
            var timer = real.callLater(ofMillis(20), real::stop);
            real.runForever();
            assertTrue(real.time().compareTo(timer.when()) >= 0);
        }
    }

    @Test
    @DisplayName("CALL-05 overdue timers fire in the next turn, by due time and not by creation")
    void overdueTimersByDueTime() {
        loop.callLater(ofSeconds(-1), trail.mark("-1"));
        loop.callLater(ofSeconds(-2), trail.mark("-2"));
        loop.callLater(ZERO, trail.mark("0"));
        loop.callAt(loop.time().minusSeconds(3), trail.mark("-3"));

        virtual.oneTurn();

        trail.is("-3", "-2", "-1", "0");
    }

    @Test
    @DisplayName("CALL-05 timers due at the same time fire in the order of creation")
    void sameTimeByCreation() {
        for (int number = 0; number < 5; number++) {
            loop.callAt(ofSeconds(1), trail.mark("" + number));
        }

        virtual.runFor(ofSeconds(1));

        trail.is("0", "1", "2", "3", "4");
    }

    @Test
    @DisplayName("CALL-06 a timer handle tells its due time on the loop's clock")
    void whenIsTheDueTime() {
        virtual.clock().advance(ofSeconds(7));

        assertEquals(ofSeconds(10), loop.callLater(ofSeconds(3), trail.mark("later")).when());
        assertEquals(ofSeconds(9), loop.callAt(ofSeconds(9), trail.mark("at")).when());
        assertEquals(ofSeconds(6), loop.callLater(ofSeconds(-1), trail.mark("due")).when());
    }

    @Test
    @DisplayName("CALL-07 the loop's time is the clock that deadlines refer to")
    void timeIsTheClockOfDeadlines() {
        virtual.clock().advance(ofSeconds(5));
        assertEquals(ofSeconds(5), loop.time());

        loop.callAt(loop.time().plusSeconds(2), at("timer"));
        virtual.runFor(ofSeconds(2));

        trail.is("timer at 7000");
    }

    @Test
    @DisplayName("CALL-07 the loop's time never goes backwards")
    void timeNeverGoesBackwards() {
        try (EventLoop real = Aiko.newEventLoop()) {
            Duration last = real.time();
            for (int look = 0; look < 10_000; look++) {
                Duration now = real.time();
                assertFalse(now.compareTo(last) < 0);
                last = now;
            }
        }
    }

    @Test
    @DisplayName("timers fire by deadline, whatever the order of creation")
    void byDeadline() {
        loop.callLater(ofSeconds(3), at("third"));
        loop.callLater(ofSeconds(1), at("first"));
        loop.callLater(ofSeconds(2), at("second"));

        virtual.runFor(ofSeconds(4));

        trail.is("first at 1000", "second at 2000", "third at 3000");
    }

    @Test
    @DisplayName("a delay longer than the clock can count is a timer that never fires")
    void aDelayBeyondTheClock() {
        loop.callLater(ofSeconds(Long.MAX_VALUE), trail.mark("never"));
        loop.callAt(ofDays(1_000_000_000), trail.mark("never"));
        loop.callLater(ofSeconds(Long.MIN_VALUE), trail.mark("overdue"));

        virtual.runFor(ofDays(365));

        trail.is("overdue");
        assertTrue(loop.time().compareTo(ofDays(365)) >= 0);
    }
}
