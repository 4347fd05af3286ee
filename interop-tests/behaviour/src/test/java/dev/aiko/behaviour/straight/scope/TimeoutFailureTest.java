package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withDeadline;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.Timeout;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What leaves a block with a time limit. */
class TimeoutFailureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Timeout[] kept = new Timeout[1];
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("TMO-06 a failure before the deadline passes through unchanged")
    void aFailureInTime() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(5),
                                                    t -> {
                                                        kept[0] = t;
                                                        failing(ofSeconds(1), boom).run();
                                                    }));
                    assertSame(boom, thrown);
                    assertEquals(0, thrown.getSuppressed().length);
                    assertFalse(kept[0].expired());
                });
    }

    @Test
    @DisplayName("TMO-06 a checked failure comes inside a CompletionException, a timeout as it is")
    void checkedFailures() {
        var disk = new IOException("disk");
        var own = new TimeoutException("of the block");
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    CompletionException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(5),
                                                    t -> {
                                                        throw disk;
                                                    }));
                    assertSame(disk, thrown.getCause());
                    var late =
                            assertThrows(
                                    TimeoutException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(5),
                                                    t -> {
                                                        kept[0] = t;
                                                        throw own;
                                                    }));
                    assertSame(own, late);
                    assertFalse(kept[0].expired());
                });
    }

    @Test
    @DisplayName(
            "TMO-07, TMO-08 a failure in answer to the deadline leaves in place of the timeout")
    void anotherFailureInAnswer() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(1),
                                                    t -> {
                                                        kept[0] = t;
                                                        failingInCleanup(boom).run();
                                                    }));
                    assertSame(boom, thrown);
                    assertTrue(kept[0].expired());
                    var timeout =
                            assertInstanceOf(TimeoutException.class, thrown.getSuppressed()[0]);
                    assertInstanceOf(CancellationException.class, timeout.getCause());
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName(
            "TMO-09 a block that swallows the cancellation and ends normally has not timed out")
    void swallowed() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            withTimeout(
                                    ofSeconds(1),
                                    t -> {
                                        kept[0] = t;
                                        return stubborn("value").call();
                                    });
                    assertEquals("value", value);
                    assertTrue(kept[0].expired());
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName("TMO-10 the timeout has the cancellation that was delivered as its cause")
    void theCause() {
        var delivered = new CancellationException[1];
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    TimeoutException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(1),
                                                    t -> {
                                                        try {
                                                            hang();
                                                        } catch (CancellationException cancelled) {
                                                            delivered[0] = cancelled;
                                                            throw cancelled;
                                                        }
                                                    }));
                    assertSame(delivered[0], thrown.getCause());
                });
    }

    @Test
    @DisplayName(
            "TMO-13 a cancel from outside before the deadline leaves the block as cancellation")
    void cancelledFromOutside() {
        Task<?> task =
                loop.createTask(
                        () ->
                                withTimeout(
                                        ofSeconds(5),
                                        t -> {
                                            kept[0] = t;
                                            hang();
                                        }));
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));
        virtual.runFor(ofSeconds(10));

        assertTrue(task.isCancelled());
        assertFalse(kept[0].expired());
        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName(
            "TMO-14 after a timeout was caught the task is not cancelled, and may end normally")
    void theTaskGoesOn() {
        String value =
                loop.runUntilComplete(
                        () -> {
                            assertThrows(
                                    TimeoutException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(1), t -> await(loop.createFuture())));
                            assertEquals(0, currentTask().cancelling());
                            yieldNow();
                            return await(sleep(ofSeconds(1), "value"));
                        });

        assertEquals("value", value);
    }

    @Test
    @DisplayName("TMO-14 a count that was not zero before is kept")
    void theCountIsKept() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("before");
                    assertThrows(CancellationException.class, () -> yieldNow());
                    assertThrows(
                            TimeoutException.class,
                            () -> withTimeout(ofSeconds(1), t -> await(loop.createFuture())));
                    assertEquals(1, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("a cancel and the deadline in one turn: the cancel leaves the block")
    void cancelInTheTurnOfTheDeadline() {
        Task<?> task =
                loop.createTask(() -> withTimeout(ofSeconds(1), t -> await(loop.createFuture())));
        virtual.settle();
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));
        virtual.runFor(ofSeconds(2));

        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a cancel while the block cleans up after its deadline is not lost")
    void cancelDuringTheCleanup() {
        Task<?> task =
                loop.createTask(
                        () ->
                                withTimeout(
                                        ofSeconds(1),
                                        t -> {
                                            try {
                                                hang();
                                            } finally {
                                                await(sleep(ofSeconds(5)));
                                            }
                                        }));
        loop.callLater(ofSeconds(3), () -> task.cancel("enough"));
        virtual.runFor(ofSeconds(10));

        assertTrue(task.isCancelled());
        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("a result that comes in the turn of the deadline, before it: the limit wins")
    void aResultInTheTurnOfTheDeadline() {
        LoopFuture<String> future = loop.createFuture();
        loop.callAt(ofSeconds(1), () -> future.complete("value"));
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () -> withDeadline(ofSeconds(1), t -> await(future)));
                    assertEquals("value", await(future));
                    assertEquals(0, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("a result that would come in the turn of the deadline, after it: the limit wins")
    void aResultAfterTheDeadline() {
        LoopFuture<String> future = loop.createFuture();
        loop.runUntilComplete(
                () ->
                        assertThrows(
                                TimeoutException.class,
                                () ->
                                        withDeadline(
                                                ofSeconds(1),
                                                t -> {
                                                    loop.callAt(
                                                            ofSeconds(1),
                                                            () ->
                                                                    assertFalse(
                                                                            future.complete(
                                                                                    "value")));
                                                    return await(future);
                                                })));

        assertTrue(future.isCancelled());
    }
}
