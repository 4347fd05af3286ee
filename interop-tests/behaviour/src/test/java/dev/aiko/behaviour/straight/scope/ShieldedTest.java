package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code whose awaits are not interrupted. */
class ShieldedTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("a cancel that comes meanwhile shows at the first await after it")
    void aCancelWaits() {
        LoopFuture<Void> wait = loop.sleepAsync(ofSeconds(5));
        Task<?> task =
                loop.createTask(
                        () -> {
                            String value =
                                    shielded(
                                            () -> {
                                                await(wait);
                                                yieldNow();
                                                return "value";
                                            });
                            trail.add(value);
                            try {
                                yieldNow();
                            } catch (CancellationException cancelled) {
                                trail.add(cancelled.getMessage());
                                throw cancelled;
                            }
                        });
        virtual.runFor(ofSeconds(1));
        assertTrue(task.cancel("enough"));
        assertEquals(1, task.cancelling());
        virtual.runFor(ofSeconds(10));

        trail.is("value", "enough");
        assertFalse(wait.isCancelled());
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("several cancels that come meanwhile show once, and count")
    void severalCancels() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            shielded(() -> await(sleep(ofSeconds(5))));
                            assertThrows(CancellationException.class, () -> yieldNow());
                            yieldNow();
                            trail.add("counted " + currentTask().cancelling());
                        });
        virtual.settle();
        task.cancel("one");
        task.cancel("two");
        virtual.runFor(ofSeconds(10));

        trail.is("counted 2");
        assertFalse(task.isCancelled());
    }

    @Test
    @DisplayName("in a cleanup, after the cancellation: further cancels do not interrupt it")
    void inACleanup() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try {
                                hang();
                            } finally {
                                shielded(
                                        () -> {
                                            await(sleep(ofSeconds(5)));
                                            trail.add("cleaned up");
                                        });
                            }
                        });
        virtual.settle();
        task.cancel("first");
        virtual.runFor(ofSeconds(1));
        task.cancel("second");
        virtual.runFor(ofSeconds(10));

        trail.is("cleaned up");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a request that was there before does not interrupt it either")
    void aRequestFromBefore() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("before");
                    shielded(
                            () -> {
                                await(sleep(ofSeconds(1)));
                                trail.add("not interrupted");
                            });
                    assertThrows(CancellationException.class, () -> yieldNow());
                });

        trail.is("not interrupted");
    }

    @Test
    @DisplayName("a deadline around it that passes meanwhile shows after it")
    void aDeadlineWaits() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(1),
                            t -> {
                                shielded(() -> await(sleep(ofSeconds(5))));
                                trail.add("expired: " + t.expired());
                                yieldNow();
                            });
                    assertEquals(0, currentTask().cancelling());
                });

        trail.is("expired: true");
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("failures come out as everywhere: unchecked as they are, checked ones wrapped")
    void failures() {
        var disk = new IOException("disk");
        loop.runUntilComplete(
                () -> {
                    assertSame(
                            boom,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> shielded(() -> failing(ofSeconds(1), boom).run())));
                    var wrapped =
                            assertThrows(
                                    CompletionException.class,
                                    () ->
                                            shielded(
                                                    () -> {
                                                        throw disk;
                                                    }));
                    assertSame(disk, wrapped.getCause());
                });
    }

    @Test
    @DisplayName("what it awaits may be cancelled by somebody else, and that shows inside")
    void whatItAwaitsIsCancelled() {
        LoopFuture<String> future = loop.createFuture();
        loop.callLater(ofSeconds(1), () -> future.cancel("gone"));
        loop.runUntilComplete(
                () ->
                        shielded(
                                () -> {
                                    assertThrows(CancellationException.class, () -> await(future));
                                    trail.add("inside");
                                }));

        trail.is("inside");
    }

    @Test
    @DisplayName("it nests: the inner end does not open the outer one")
    void nests() {
        Task<?> task =
                loop.createTask(
                        () ->
                                shielded(
                                        () -> {
                                            shielded(() -> await(sleep(ofSeconds(1))));
                                            await(sleep(ofSeconds(1)));
                                            trail.add("to the end");
                                        }));
        virtual.settle();
        task.cancel("enough");
        virtual.runFor(ofSeconds(5));

        trail.is("to the end");
    }

    @Test
    @DisplayName("outside of a straight-line body it is refused")
    void outside() {
        loop.callSoon(
                () -> {
                    assertThrows(IllegalStateException.class, () -> shielded(() -> "value"));
                    trail.add("refused");
                });
        virtual.settle();

        trail.is("refused");
    }
}
