package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A time limit that expires quietly. */
class MoveOnAfterTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("false, or empty, when the time is over; the task goes on")
    void timeIsOver() {
        loop.runUntilComplete(
                () -> {
                    assertFalse(
                            moveOnAfter(
                                    ofSeconds(1),
                                    t -> {
                                        hanging(trail, "block").run();
                                    }));
                    Optional<String> value =
                            moveOnAfter(
                                    ofSeconds(1),
                                    t -> {
                                        hang();
                                        return "value";
                                    });
                    assertTrue(value.isEmpty());
                    assertEquals(0, currentTask().cancelling());
                    yieldNow();
                });

        trail.is("block cancelled");
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("after it, an await without time left is a timeout, and no cancellation")
    void awaitWithoutTimeLeft() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            assertFalse(
                                    moveOnAfter(
                                            ofSeconds(1),
                                            t -> {
                                                hang();
                                            }));
                            var hanging = createTask(() -> hang());
                            assertThrows(TimeoutException.class, () -> await(hanging, ZERO));
                            assertTrue(hanging.isCancelled());
                        });
        loop.runUntilComplete(task);
    }

    @Test
    @DisplayName("true, or the value, when the block ends in time")
    void inTime() {
        loop.runUntilComplete(
                () -> {
                    assertTrue(
                            moveOnAfter(
                                    ofSeconds(5),
                                    t -> {
                                        await(sleep(ofSeconds(1)));
                                    }));
                    Optional<String> value = moveOnAfter(null, t -> "value");
                    assertEquals(Optional.of("value"), value);
                });
    }

    @Test
    @DisplayName("failures pass through, and so does the timeout of a limit inside")
    void failuresPass() {
        loop.runUntilComplete(
                () -> {
                    assertSame(
                            boom,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            moveOnAfter(
                                                    ofSeconds(5),
                                                    t -> {
                                                        failing(ofSeconds(1), boom).run();
                                                    })));
                    var inner =
                            assertThrows(
                                    CompletionException.class,
                                    () ->
                                            moveOnAfter(
                                                    ofSeconds(5),
                                                    t -> {
                                                        withTimeout(
                                                                ofSeconds(1),
                                                                u -> {
                                                                    hang();
                                                                });
                                                    }));
                    assertInstanceOf(TimeoutException.class, inner.getCause());
                });
    }

    @Test
    @DisplayName("a cancel from outside passes through, also when both come in one turn")
    void cancelPasses() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            moveOnAfter(
                                    ofSeconds(1),
                                    t -> {
                                        hang();
                                    });
                            trail.add("not here");
                        });
        virtual.settle();
        loop.callLater(ofSeconds(1), () -> task.cancel("enough"));
        virtual.runFor(ofSeconds(2));

        assertTrue(task.isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("around a group: the children are cancelled and waited for, and the task goes on")
    void aroundAGroup() {
        loop.runUntilComplete(
                () -> {
                    boolean ended =
                            moveOnAfter(
                                    ofSeconds(1),
                                    t -> {
                                        TaskGroup.run(
                                                g -> {
                                                    g.createTask(
                                                            endingSlowly(
                                                                    trail, "child", ofSeconds(2)));
                                                });
                                    });
                    assertFalse(ended);
                    await(sleep(ofSeconds(1)));
                });

        trail.is("child cancelled");
        assertEquals(ofSeconds(4), loop.time());
    }
}
