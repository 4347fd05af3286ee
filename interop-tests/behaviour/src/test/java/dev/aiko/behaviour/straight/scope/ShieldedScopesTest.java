package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits and groups inside a shield: it keeps out what comes from outside, and nothing else. */
class ShieldedScopesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private void note(String what) {
        trail.add(what + " at " + loop.time().toSeconds());
    }

    @Test
    @DisplayName("a time limit inside ends its block, and the shield goes on")
    void aLimitInside() {
        loop.runUntilComplete(
                () ->
                        shielded(
                                () -> {
                                    timesOut(
                                            ofSeconds(1),
                                            t -> {
                                                hang();
                                            });
                                    note("timed out");
                                    await(sleep(ofSeconds(1)));
                                    note("goes on");
                                }));

        trail.is("timed out at 1", "goes on at 2");
    }

    @Test
    @DisplayName("the other limits work inside as well: moveOnAfter, and an await with a limit")
    void otherLimitsInside() {
        loop.runUntilComplete(
                () ->
                        shielded(
                                () -> {
                                    assertFalse(
                                            moveOnAfter(
                                                    ofSeconds(1),
                                                    t -> {
                                                        hang();
                                                    }));
                                    note("moved on");
                                    assertThrows(
                                            TimeoutException.class,
                                            () -> await(loop.createFuture(), ofSeconds(1)));
                                    note("timed out");
                                }));

        trail.is("moved on at 1", "timed out at 2");
    }

    @Test
    @DisplayName("a group inside stops its body and its children when one fails")
    void aGroupInside() {
        loop.runUntilComplete(
                () ->
                        shielded(
                                () -> {
                                    failureOf(
                                            g -> {
                                                g.createTask(hanging(trail, "child"));
                                                g.createTask(failing(ofSeconds(1), boom));
                                                hang();
                                            });
                                    note("failed");
                                }));

        trail.is("child cancelled", "failed at 1");
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("a cancel from outside waits until the shield ends, past limits and groups in it")
    void aCancelFromOutside() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            shielded(
                                    () -> {
                                        withTimeout(ofSeconds(9), t -> await(sleep(ofSeconds(2))));
                                        note("limited block");
                                        TaskGroup.run(
                                                g -> {
                                                    g.createTask(() -> await(sleep(ofSeconds(2))));
                                                    await(sleep(ofSeconds(1)));
                                                });
                                        note("group");
                                        assertEquals(1, currentTask().cancelling());
                                    });
                            yieldNow();
                            note("never");
                        });
        virtual.runFor(ofSeconds(1));
        task.cancel("enough");
        virtual.runFor(ofSeconds(10));

        trail.is("limited block at 2", "group at 4");
        assertTrue(task.isCancelled());
        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("a shield in a limited block in a shield: the limit passes the outer one alone")
    void aShieldInALimitInAShield() {
        loop.runUntilComplete(() -> NestedShields.run(trail));

        trail.is("inner shield ends at 4", "timed out at 4", "outer shield ends at 5");
    }
}
