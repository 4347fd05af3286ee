package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.Aiko.withDeadline;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.Timeout;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/timeouts.md. */
class TimeoutsPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    // ---- the example -------------------------------------------------------------------------

    static String teaOrWater() {
        try {
            return withTimeout(ofSeconds(3), limit -> brew("tea", 5));
        } catch (TimeoutException late) {
            return "water";
        }
    }

    static LoopFuture<String> teaAsync() {
        return waitFor(brewAsync("tea", 5), ofSeconds(3)); // fails with a TimeoutException
    }

    static Task<String> teaOrWaterAsync() {
        return composeTask(() -> brewAsync("tea", 5)).completeOnTimeout("water", 3, SECONDS);
    }

    @Test
    void lateTeaIsWater() {
        assertEquals("water", loop.runUntilComplete(() -> teaOrWater()));
        assertEquals(3, loop.time().toSeconds());
    }

    @Test
    void withFuturesToo() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () -> await(teaAsync(), TimeoutException.class));
                    assertEquals("water", await(teaOrWaterAsync()));
                });
        assertEquals(6, loop.time().toSeconds());
    }

    // ---- quiet, one await, a moment ----------------------------------------------------------

    static String teaOrMoveOn() {
        return moveOnAfter(ofSeconds(3), limit -> brew("tea", 5)).orElse("water");
    }

    static String oneAwait() throws TimeoutException {
        var tea = createTask(() -> brew("tea", 5));
        return await(tea, ofSeconds(3));
    }

    @Test
    void movingOnIsQuiet() {
        assertEquals("water", loop.runUntilComplete(() -> teaOrMoveOn()));
    }

    @Test
    void oneAwaitMayHaveALimit() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(TimeoutException.class, () -> oneAwait());
                });
        assertEquals(3, loop.time().toSeconds());
    }

    static String longerIfItBoils() throws TimeoutException {
        return withTimeout(
                ofSeconds(3),
                limit -> {
                    var water = brew("boiling water", 2);
                    limit.rescheduleAfter(ofSeconds(5));
                    return water + " and " + brew("tea", 4);
                });
    }

    @Test
    void deadlineCanBeMoved() {
        assertEquals("boiling water and tea", loop.runUntilComplete(() -> longerIfItBoils()));
    }

    @Test
    void deadlineIsAMomentOfTheLoop() {
        loop.runUntilComplete(
                () -> {
                    var closingTime = loop.time().plus(ofMinutes(1));
                    assertThrows(
                            TimeoutException.class,
                            () -> withDeadline(closingTime, limit -> brew("soup", 3600)));
                });
        assertEquals(60, loop.time().toSeconds());
    }

    // ---- the rules ---------------------------------------------------------------------------

    @Test
    void cleanupRunsBeforeTheTimeoutIsThrown() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(3),
                                            limit -> {
                                                try {
                                                    return brew("tea", 5);
                                                } finally {
                                                    brew("a cloth", 2);
                                                    trail.add("clean");
                                                }
                                            }));
                });
        trail.is("clean");
        assertEquals(5, loop.time().toSeconds());
    }

    @Test
    void anotherFailureStandsAndRemembersTheTimeout() {
        loop.runUntilComplete(
                () -> {
                    var wrapped =
                            assertThrows(
                                    CompletionException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(3),
                                                    limit -> {
                                                        try {
                                                            return brew("tea", 5);
                                                        } finally {
                                                            spill("milk", 1);
                                                        }
                                                    }));
                    var spilled = assertInstanceOf(SpilledException.class, wrapped.getCause());
                    assertInstanceOf(TimeoutException.class, spilled.getSuppressed()[0]);
                });
    }

    @Test
    void outerLimitPassesThroughTheInnerOne() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(3),
                                            outer -> {
                                                try {
                                                    return withTimeout(
                                                            ofSeconds(9), inner -> brew("tea", 60));
                                                } catch (TimeoutException notMine) {
                                                    return "never";
                                                }
                                            }));
                });
    }

    @Test
    void groupInsideStopsAsAWhole() {
        var tea = new ArrayList<Task<?>>();
        loop.runUntilComplete(
                () -> {
                    assertThrows(TimeoutException.class, () -> partyUntilTen(tea));
                });
        assertTrue(tea.get(0).isCancelled());
        assertEquals(3, loop.time().toSeconds());
    }

    static void partyUntilTen(List<Task<?>> tea) throws TimeoutException {
        withTimeout(
                ofSeconds(3),
                limit -> {
                    TaskGroup.run(
                            group -> {
                                tea.add(group.createTask(() -> brew("tea", 60)));
                                brew("cake", 30);
                            });
                });
    }

    @Test
    void abandoningDoesNotWait() {
        loop.runUntilComplete(
                () -> {
                    var slow =
                            createTask(
                                    () -> {
                                        try {
                                            return brew("tea", 60);
                                        } finally {
                                            brew("a cloth", 2);
                                            trail.add("clean at " + loop.time().toSeconds());
                                        }
                                    });
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    await(
                                            waitForOrAbandon(slow, ofSeconds(3)),
                                            TimeoutException.class));
                    trail.add("told at " + loop.time().toSeconds());
                    await(sleep(ofSeconds(5)));
                });
        trail.is("told at 3", "clean at 5");
    }

    static String atLeastTheBill() throws TimeoutException {
        return withTimeout(
                ofSeconds(3),
                limit -> {
                    try {
                        return brew("tea", 5);
                    } finally {
                        shielded(() -> brew("the bill", 2));
                    }
                });
    }

    @Test
    void shieldedCleanupIsNotInterruptedAgain() {
        Task<String> table = loop.createTask(() -> atLeastTheBill());
        loop.callLater(ofSeconds(4), () -> table.cancel("fire"));
        assertThrows(Exception.class, () -> loop.runUntilComplete(table));
        assertEquals(5, loop.time().toSeconds());
    }

    // ---- mistakes ----------------------------------------------------------------------------

    @Test
    void swallowedCancellationIsNoTimeout() {
        String answer =
                loop.runUntilComplete(
                        () ->
                                withTimeout(
                                        ofSeconds(3),
                                        limit -> {
                                            try {
                                                return brew("tea", 5);
                                            } catch (RuntimeException swallowed) {
                                                return "swallowed, expired is " + limit.expired();
                                            }
                                        }));
        assertEquals("swallowed, expired is true", answer);
    }

    @Test
    void limitThatIsOverStaysSo() {
        var kept = new Timeout[1];
        loop.runUntilComplete(
                () ->
                        withTimeout(
                                ofSeconds(3),
                                limit -> {
                                    kept[0] = limit;
                                }));
        assertEquals(
                "<Timeout finished> cannot be rescheduled any more; open a new one with withTimeout.",
                assertThrows(
                                IllegalStateException.class,
                                () -> kept[0].rescheduleAfter(ofSeconds(1)))
                        .getMessage());
    }

    @Test
    void limitOutsideOfATaskIsRefused() {
        assertEquals(
                "withTimeout(...) outside of a task; call it in a straight-line body, made by createTask.",
                assertThrows(
                                IllegalStateException.class,
                                () -> withTimeout(ofSeconds(3), limit -> brew("tea", 5)))
                        .getMessage());
    }

    @Test
    void plainAwaitOfAWaitForWrapsTheTimeout() {
        loop.runUntilComplete(
                () -> {
                    var wrapped = assertThrows(CompletionException.class, () -> await(teaAsync()));
                    assertInstanceOf(TimeoutException.class, wrapped.getCause());
                });
    }
}
