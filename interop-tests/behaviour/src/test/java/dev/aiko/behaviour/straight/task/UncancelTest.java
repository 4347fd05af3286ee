package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Of several requests one is taken back, in and around blocks that make requests themselves. */
class UncancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private static void isCancelledOnce(String reason) {
        var cancelled = assertThrows(CancellationException.class, () -> yieldNow());
        assertEquals(reason, cancelled.getMessage());
        yieldNow();
    }

    @Test
    @DisplayName("of two requests that have not arrived one is left, and that one arrives")
    void neitherHasArrived() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("one");
                    currentTask().cancel("two");
                    assertEquals(1, currentTask().uncancel());
                    isCancelledOnce("two");
                    assertEquals(1, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("after one has arrived and another has not, the other one still does")
    void theFirstHasArrived() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("one");
                    isCancelledOnce("one");
                    currentTask().cancel("two");
                    assertEquals(1, currentTask().uncancel());
                    isCancelledOnce("two");
                });
    }

    @Test
    @DisplayName("in a block: what is left leaves it as a cancellation, and no timeout")
    void insideOfABlock() {
        loop.runUntilComplete(
                () -> {
                    var cancelled =
                            assertThrows(
                                    CancellationException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(5),
                                                    t -> {
                                                        currentTask().cancel("one");
                                                        currentTask().cancel("two");
                                                        currentTask().uncancel();
                                                        hang();
                                                    }));
                    assertEquals("two", cancelled.getMessage());
                    assertEquals(1, currentTask().cancelling());
                });
    }

    @Test
    @DisplayName("in a block: one that was caught and taken back does not disturb its deadline")
    void caughtInsideOfABlock() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(5),
                                            t -> {
                                                currentTask().cancel("handled here");
                                                isCancelledOnce("handled here");
                                                currentTask().uncancel();
                                                hang();
                                            }));
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName("one from before a block is taken back in it, and the block times out")
    void fromBeforeTheBlock() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("before");
                    isCancelledOnce("before");
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(1),
                                            t -> {
                                                assertEquals(0, currentTask().uncancel());
                                                hang();
                                            }));
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });
    }

    @Test
    @DisplayName(
            "that of the block itself, taken back by its code: the block times out all the same")
    void theBlocksOwn() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(1),
                                            t -> {
                                                try {
                                                    hang();
                                                } finally {
                                                    assertEquals(0, currentTask().uncancel());
                                                }
                                            }));
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });
    }

    @Test
    @DisplayName(
            "that of a group that fails, taken back by its body: the failure comes, and no more")
    void theGroupsOwn() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TaskGroupException.class,
                            () ->
                                    TaskGroup.run(
                                            g -> {
                                                g.createTask(failing(ofSeconds(1), boom()));
                                                assertThrows(
                                                        CancellationException.class, () -> hang());
                                                assertEquals(0, currentTask().uncancel());
                                            }));
                    assertEquals(0, currentTask().cancelling());
                    await(sleep(ofSeconds(1)));
                });
    }

    private static RuntimeException boom() {
        return new IllegalArgumentException("boom");
    }
}
