package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.Timeout;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time limits inside each other. */
class NestedTimeoutTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("TMO-11 the outer deadline passes through the inner block as cancellation")
    void theOuterExpires() {
        var inner = new Timeout[1];
        loop.runUntilComplete(
                () ->
                        timesOut(
                                ofSeconds(1),
                                outer -> {
                                    try {
                                        withTimeout(
                                                ofSeconds(5),
                                                t -> {
                                                    inner[0] = t;
                                                    hang();
                                                });
                                    } catch (CancellationException cancelled) {
                                        trail.add("cancelled");
                                        throw cancelled;
                                    }
                                }));

        trail.is("cancelled");
        assertFalse(inner[0].expired());
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("TMO-11 the inner deadline is the inner block's alone, and the outer one goes on")
    void theInnerExpires() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            withTimeout(
                                    ofSeconds(5),
                                    outer -> {
                                        assertThrows(
                                                TimeoutException.class,
                                                () ->
                                                        withTimeout(
                                                                ofSeconds(1),
                                                                t -> await(loop.createFuture())));
                                        assertFalse(outer.expired());
                                        return await(sleep(ofSeconds(1), "value"));
                                    });
                    assertEquals("value", value);
                });

        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName(
            "TMO-12 both deadlines pass while the block computes: the outer timeout comes promptly")
    void bothPassWhileTheLoopIsBusy() {
        loop.runUntilComplete(
                () ->
                        timesOut(
                                ofMillis(100),
                                outer -> {
                                    try {
                                        withTimeout(
                                                ofMillis(10),
                                                inner -> {
                                                    virtual.clock().advance(ofMillis(200));
                                                    await(sleep(ofSeconds(10)));
                                                });
                                    } catch (TimeoutException early) {
                                        trail.add("inner timeout");
                                    }
                                    await(sleep(ofSeconds(10)));
                                    trail.add("not here");
                                }));

        assertFalse(trail.steps().contains("not here"));
        assertEquals(ofMillis(200), loop.time());
    }

    @Test
    @DisplayName("TMO-12 after that the task goes on as if nothing had been")
    void nothingIsLeftOver() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(1),
                            outer -> {
                                withTimeout(
                                        ofSeconds(1),
                                        inner -> {
                                            await(loop.createFuture());
                                        });
                                yieldNow();
                            });
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });

        assertEquals(ofSeconds(2), loop.time());
    }
}
