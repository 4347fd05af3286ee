package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
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

    /** What comes out, after a second, of a block with this cleanup: as every checked failure. */
    private Throwable failureWith(Action cleanup) {
        return loop.runUntilComplete(
                () ->
                        assertThrows(
                                        CompletionException.class,
                                        () ->
                                                moveOnAfter(
                                                        ofSeconds(1),
                                                        t -> {
                                                            try {
                                                                hang();
                                                            } catch (CancellationException late) {
                                                                cleanup.run();
                                                            }
                                                        }))
                                .getCause());
    }

    @Test
    @DisplayName("a timeout that the block made up itself comes out, as every checked failure does")
    void aTimeoutOfItsOwn() {
        var own = new TimeoutException("the printer did not answer");
        assertSame(
                own,
                failureWith(
                        () -> {
                            throw own;
                        }));
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("so does the timeout of a block with a limit in the cleanup")
    void aBlockInTheCleanup() {
        var failure =
                failureWith(
                        () ->
                                withTimeout(
                                        ofSeconds(2),
                                        t -> {
                                            hang();
                                        }));
        var timeout = assertInstanceOf(TimeoutException.class, failure);
        assertEquals("The block was not done within PT2S.", timeout.getMessage());
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("and that of an await with a limit in the cleanup")
    void anAwaitInTheCleanup() {
        var failure = failureWith(() -> await(loop.createFuture(), ofSeconds(2)));
        assertInstanceOf(TimeoutException.class, failure);
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("a block is moved on from whose time is over while a limit inside cleans up")
    void overWhileTheInnerCleansUp() {
        loop.runUntilComplete(
                () -> {
                    boolean ended =
                            moveOnAfter(
                                    ofSeconds(2),
                                    t -> {
                                        withTimeout(
                                                ofSeconds(1),
                                                u -> {
                                                    hangAndCleanUp();
                                                });
                                    });
                    assertFalse(ended);
                    yieldNow(); // nothing of either limit is left over
                });
        assertEquals(ofSeconds(6), loop.time());
    }

    private static void hangAndCleanUp() {
        try {
            hang();
        } finally {
            shielded(() -> await(sleep(ofSeconds(5))));
        }
    }
}
