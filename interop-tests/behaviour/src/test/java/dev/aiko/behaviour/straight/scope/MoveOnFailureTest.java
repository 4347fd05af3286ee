package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A block that answers the end of its time with a failure of its own is not moved on from. */
class MoveOnFailureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a timeout that the block made up itself comes out, as every checked failure does")
    void aTimeoutOfItsOwn() {
        var own = new TimeoutException("the printer did not answer");
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    CompletionException.class,
                                    () ->
                                            moveOnAfter(
                                                    ofSeconds(1),
                                                    t -> {
                                                        try {
                                                            hang();
                                                        } catch (CancellationException late) {
                                                            throw own;
                                                        }
                                                    }));
                    assertSame(own, thrown.getCause());
                });
        assertEquals(ofSeconds(1), loop.time());
    }
}
