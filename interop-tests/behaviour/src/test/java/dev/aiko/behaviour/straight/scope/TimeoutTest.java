package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withDeadline;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.Timeout;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A block of code with a time limit. */
class TimeoutTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final Timeout[] kept = new Timeout[1];

    @Test
    @DisplayName("TMO-01 when the time is over the await is cancelled and the block times out")
    void expires() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                kept[0] = t;
                                hanging(trail, "await").run();
                            });
                    assertTrue(kept[0].expired());
                });

        trail.is("await cancelled");
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName(
            "TMO-01 a block that waits for a plain future times out as well, the future cancelled")
    void aFutureIsCancelled() {
        LoopFuture<String> future = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () -> withTimeout(ofSeconds(1), t -> await(future)));
                });

        assertTrue(future.isCancelled());
    }

    @Test
    @DisplayName("TMO-02 a deadline is a moment on the loop's clock, and when() gives it back")
    void deadline() {
        loop.runUntilComplete(
                () -> {
                    await(sleep(ofSeconds(10)));
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withDeadline(
                                            ofSeconds(12),
                                            t -> {
                                                kept[0] = t;
                                                assertEquals(ofSeconds(12), t.when());
                                                hang();
                                            }));
                    assertEquals(ofSeconds(12), kept[0].when());
                });

        assertEquals(ofSeconds(12), loop.time());
    }

    @Test
    @DisplayName("TMO-03 a block that ends in time gives its value, and has not expired")
    void endsInTime() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            withTimeout(
                                    ofSeconds(5),
                                    t -> {
                                        kept[0] = t;
                                        return await(sleep(ofSeconds(1), "value"));
                                    });
                    assertEquals("value", value);
                    await(sleep(ofSeconds(10)));
                    assertFalse(kept[0].expired());
                    assertEquals(ofSeconds(5), kept[0].when());
                    assertEquals(0, currentTask().cancelling());
                });

        assertFalse(virtual.clock().deadlines().contains(ofSeconds(5).toNanos()), "timer left");
    }

    @Test
    @DisplayName("TMO-04 without a limit it never expires, and when() is null")
    void withoutALimit() {
        loop.runUntilComplete(
                () -> {
                    withTimeout(
                            null,
                            t -> {
                                assertNull(t.when());
                                await(sleep(ofDays(1000)));
                                assertFalse(t.expired());
                                trail.add("limit");
                            });
                    String value =
                            withDeadline(
                                    null,
                                    t -> {
                                        assertNull(t.when());
                                        return await(sleep(ofDays(1000), "deadline"));
                                    });
                    trail.add(value);
                });

        trail.is("limit", "deadline");
    }

    @Test
    @DisplayName("TMO-05 with a limit not above zero the first wait ends the block, one turn even")
    void nothingLeft() {
        loop.runUntilComplete(
                () -> {
                    await(sleep(ofSeconds(10)));
                    for (Duration limit : List.of(Duration.ZERO, ofSeconds(-1))) {
                        timesOut(
                                limit,
                                t -> {
                                    trail.add("begins");
                                    yieldNow();
                                    trail.add("not here");
                                });
                    }
                    assertThrows(
                            TimeoutException.class,
                            () -> withDeadline(ofSeconds(9), t -> await(sleep(Duration.ZERO, 1))));
                });

        trail.is("begins", "begins");
        assertEquals(ofSeconds(10), loop.time());
    }

    @Test
    @DisplayName("TMO-05 a block that never waits is not interrupted")
    void neverWaits() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            withTimeout(
                                    Duration.ZERO,
                                    t -> {
                                        kept[0] = t;
                                        return await(CompletableFuture.completedFuture("value"));
                                    });
                    assertEquals("value", value);
                    yieldNow();
                    assertFalse(kept[0].expired());
                    assertEquals(0, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("TMO-19 outside of a straight-line body it is refused, and the block does not run")
    void outsideOfABody() {
        var refused =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                withTimeout(
                                        ofSeconds(1),
                                        t -> {
                                            trail.add("block");
                                        }));
        Sentences.tellsTheNextStep(refused);
        loop.callSoon(
                () -> {
                    assertThrows(
                            IllegalStateException.class,
                            () -> withTimeout(ofSeconds(1), t -> "value"));
                    assertThrows(
                            IllegalStateException.class,
                            () -> withDeadline(ofSeconds(1), t -> "value"));
                    assertThrows(
                            IllegalStateException.class,
                            () -> moveOnAfter(ofSeconds(1), t -> "value"));
                    trail.add("refused");
                });
        virtual.settle();

        trail.is("refused");
    }

    @Test
    @DisplayName("TMO-20 the text shows the state: active with the deadline, finished, or expired")
    void text() {
        loop.runUntilComplete(
                () -> {
                    String text =
                            withTimeout(
                                    ofSeconds(77),
                                    t -> {
                                        kept[0] = t;
                                        return t.toString();
                                    });
                    assertTrue(text.contains("active"), text);
                    assertTrue(
                            text.contains(ofSeconds(77).toString()) || text.contains("77"), text);
                    assertTrue(kept[0].toString().contains("finished"), kept[0]::toString);
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                kept[0] = t;
                                try {
                                    hang();
                                } finally {
                                    trail.add(t.toString());
                                }
                            });
                    assertTrue(trail.steps().get(0).contains("expiring"), trail.steps()::toString);
                    assertTrue(kept[0].toString().contains("expired"), kept[0]::toString);
                });
    }

    @Test
    @DisplayName("TMO-32 the block runs inside the calling task, on its thread")
    void insideTheCallingTask() {
        loop.runUntilComplete(
                () -> {
                    var task = currentTask();
                    var thread = Thread.currentThread();
                    assertSame(task, withTimeout(ofSeconds(1), t -> currentTask()));
                    assertSame(task, withTimeout(null, t -> currentTask()));
                    assertSame(thread, withTimeout(ofSeconds(1), t -> Thread.currentThread()));
                });
    }
}
