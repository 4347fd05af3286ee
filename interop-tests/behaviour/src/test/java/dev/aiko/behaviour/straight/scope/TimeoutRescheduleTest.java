package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.Timeout;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Moving the deadline of a block that runs. */
class TimeoutRescheduleTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final Timeout[] kept = new Timeout[1];

    private void refused() {
        var refused =
                assertThrows(
                        IllegalStateException.class, () -> kept[0].reschedule(ofSeconds(1000)));
        Sentences.tellsTheNextStep(refused);
        assertThrows(IllegalStateException.class, () -> kept[0].reschedule(null));
        assertThrows(IllegalStateException.class, () -> kept[0].rescheduleAfter(ofSeconds(1000)));
    }

    @Test
    @DisplayName("TMO-15 it moves later or earlier, and when() shows it")
    void moves() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                t.reschedule(ofSeconds(10));
                                assertEquals(ofSeconds(10), t.when());
                                await(sleep(ofSeconds(5)));
                                t.reschedule(ofSeconds(7));
                                assertEquals(ofSeconds(7), t.when());
                                hang();
                            });
                });

        assertEquals(ofSeconds(7), loop.time());
    }

    @Test
    @DisplayName("TMO-15 null takes it away, and it can be brought back")
    void takenAway() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                t.reschedule(null);
                                assertNull(t.when());
                                await(sleep(ofSeconds(5)));
                                trail.add("no limit");
                                t.rescheduleAfter(ofSeconds(2));
                                assertEquals(ofSeconds(7), t.when());
                                hang();
                            });
                });

        trail.is("no limit");
        assertEquals(ofSeconds(7), loop.time());
    }

    @Test
    @DisplayName(
            "TMO-15 a block without a limit can be given one, from a callback and another thread")
    void givenOne() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            null,
                            t -> {
                                loop.callLater(ofSeconds(3), () -> t.reschedule(ofSeconds(10)));
                                Wait.onAnotherThread(() -> t.reschedule(ofSeconds(100)));
                                hang();
                            });
                });

        assertEquals(ofSeconds(10), loop.time());
    }

    @Test
    @DisplayName("TMO-16 to a past time: the block expires in the next turn")
    void toThePast() {
        loop.runUntilComplete(
                () -> {
                    await(sleep(ofSeconds(10)));
                    timesOut(
                            null,
                            t -> {
                                t.reschedule(ofSeconds(1));
                                assertFalse(t.expired());
                                yieldNow();
                                trail.add("not here");
                            });
                });

        trail.is();
        assertEquals(ofSeconds(10), loop.time());
    }

    @Test
    @DisplayName("TMO-17 after the block has ended, in time or not, it is refused")
    void afterTheEnd() {
        loop.runUntilComplete(
                () -> {
                    withTimeout(
                            ofSeconds(1),
                            t -> {
                                kept[0] = t;
                            });
                    refused();
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                kept[0] = t;
                                hang();
                            });
                    refused();
                    assertEquals(ofSeconds(1), kept[0].when());
                });
    }

    @Test
    @DisplayName("TMO-17 between the deadline and the end of the block it is refused")
    void whileExpiring() {
        loop.runUntilComplete(
                () ->
                        timesOut(
                                ofSeconds(1),
                                t -> {
                                    kept[0] = t;
                                    try {
                                        hang();
                                    } finally {
                                        assertTrue(t.expired());
                                        refused();
                                        trail.add("refused");
                                    }
                                }));

        trail.is("refused");
    }
}
