package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for one stage with a time limit. */
class WaitForTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private static TimeoutException timesOut(CompletionStage<?> stage) {
        return assertThrows(TimeoutException.class, () -> await(stage, TimeoutException.class));
    }

    @Test
    @DisplayName("TMO-22 the value comes when it is there in time")
    void inTime() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(giving(ofSeconds(1), "value"));
                    assertEquals("value", await(waitFor(task, ofSeconds(5))));
                    assertEquals(
                            "quick", await(waitFor(sleep(ofSeconds(1), "quick"), ofSeconds(5))));
                });

        assertEquals(ofSeconds(2), loop.time());
        assertFalse(virtual.clock().deadlines().contains(ofSeconds(5).toNanos()), "timer left");
    }

    @Test
    @DisplayName("TMO-22 the very failure comes when the stage fails in time")
    void failsInTime() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(failing(ofSeconds(1), boom));
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> await(waitFor(task, ofSeconds(5))));
                    assertSame(boom, thrown);
                });
    }

    @Test
    @DisplayName("TMO-22 without a limit it is plain await, for as long as it takes")
    void withoutALimit() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(giving(ofDays(10_000), "value"));
                    assertEquals("value", withTimeout(null, t -> await(task)));
                });
    }

    @Test
    @DisplayName("TMO-23 the stage is cancelled, and the timeout comes when its cleanup has ended")
    void cleanupIsWaitedFor() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(endingSlowly(trail, "task", ofSeconds(5)));
                    timesOut(waitFor(task, ofSeconds(1)));
                    trail.add("timeout");
                    assertTrue(task.isCancelled());
                    assertEquals(0, currentTask().cancelling());
                });

        trail.is("task cancelled", "timeout");
        assertEquals(ofSeconds(6), loop.time());
    }

    @Test
    @DisplayName("TMO-24 a stage that ignores the cancellation is waited for, and its value stands")
    void ignoresTheCancellation() {
        loop.runUntilComplete(
                () -> {
                    var task =
                            createTask(
                                    () -> {
                                        String value = stubborn("late value").call();
                                        await(sleep(ofSeconds(100)));
                                        return value;
                                    });
                    assertEquals("late value", await(waitFor(task, ofSeconds(1))));
                });

        assertEquals(ofSeconds(101), loop.time());
    }

    @Test
    @DisplayName("TMO-25 a stage that fails in its cleanup: that failure comes")
    void failsInItsCleanup() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(failingInCleanup(boom));
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> await(waitFor(task, ofSeconds(1))));
                    assertSame(boom, thrown);
                });
    }

    @Test
    @DisplayName("TMO-26 a limit not above zero: a stage that is done gives its value at once")
    void doneAlready() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> done = loop.createFuture();
                    done.complete("value");
                    loop.callSoon(trail.mark("next turn"));
                    for (Duration limit : List.of(Duration.ZERO, ofSeconds(-1))) {
                        assertEquals("value", await(waitFor(done, limit)));
                        assertEquals(
                                "foreign",
                                await(waitFor(CompletableFuture.completedStage("foreign"), limit)));
                    }
                    trail.is();
                });
    }

    @Test
    @DisplayName("TMO-27 a limit not above zero: a task that has not begun never does")
    void neverBegins() {
        loop.runUntilComplete(
                () -> {
                    for (Duration limit : List.of(Duration.ZERO, ofSeconds(-1))) {
                        var task = createTask(() -> trail.add("ran"));
                        timesOut(waitFor(task, limit));
                        assertTrue(task.isCancelled());
                    }
                });

        trail.is();
        assertEquals(0, loop.time().toNanos());
    }

    @Test
    @DisplayName("TMO-28 a limit of zero: a running task is cancelled and waited for, then timeout")
    void runningWithZero() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(endingSlowly(trail, "task", ofSeconds(5)));
                    yieldNow();
                    var timeout = timesOut(waitFor(task, Duration.ZERO));
                    assertInstanceOf(CancellationException.class, timeout.getCause());
                });

        trail.is("task cancelled");
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("TMO-31 a stage that was completed by a callback just before is in time")
    void completedJustBefore() {
        LoopFuture<String> future = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(() -> future.complete("value"));
                    assertEquals("value", await(waitFor(future, ofSeconds(1))));
                });
    }

    @Test
    @DisplayName("TMO-31 a result in the turn of the deadline, before it, is in time")
    void inTheTurnOfTheDeadline() {
        LoopFuture<String> future = loop.createFuture();
        loop.callAt(ofSeconds(1), () -> future.complete("value"));

        assertEquals("value", loop.runUntilComplete(() -> await(waitFor(future, ofSeconds(1)))));
    }

    @Test
    @DisplayName("a result that would come in the turn of the deadline, after it, is too late")
    void afterTheDeadline() {
        LoopFuture<String> future = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> waiting = waitFor(future, ofSeconds(1));
                    loop.callAt(ofSeconds(1), () -> assertFalse(future.complete("value")));
                    timesOut(waiting);
                });

        assertTrue(future.isCancelled());
    }

    @Test
    @DisplayName("waitForOrAbandon cancels the stage and does not wait for its end")
    void abandons() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(endingSlowly(trail, "task", ofSeconds(5)));
                    timesOut(waitForOrAbandon(task, ofSeconds(1)));
                    trail.add("timeout");
                    assertEquals(ofSeconds(1), loop.time());
                    assertEquals(1, task.cancelling());
                    await(sleep(ofSeconds(10)));
                });

        trail.is("timeout", "task cancelled");
    }

    @Test
    @DisplayName("a limit on a foreign stage: it is cancelled, and the timeout comes at once")
    void aForeignStage() {
        var foreign = new CompletableFuture<String>();
        loop.runUntilComplete(() -> timesOut(waitFor(foreign, ofSeconds(1))).getCause());

        assertTrue(foreign.isCancelled());
    }
}
