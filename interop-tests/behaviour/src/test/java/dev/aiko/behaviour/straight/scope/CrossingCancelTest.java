package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Action;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel from outside that crosses the one a block has made itself: it is never lost. */
class CrossingCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** What the body of a block does: it swallows its interruption, during which a cancel comes. */
    private static void cancelledWhileItSwallows() {
        assertThrows(CancellationException.class, () -> hang());
        currentTask().cancel("outside");
    }

    private static void failingAfterASecond(RuntimeException failure, Action body) {
        TaskGroup.run(
                g -> {
                    g.createTask(failing(ofSeconds(1), failure));
                    body.run();
                });
    }

    @Test
    @DisplayName("a block that swallows its deadline while a cancel comes: the next await throws")
    void aSwallowedDeadline() {
        loop.runUntilComplete(
                () -> {
                    withTimeout(
                            ofSeconds(1),
                            t -> {
                                cancelledWhileItSwallows();
                            });
                    NextTwoWaits.noteWithCount(trail);
                });

        trail.is("count 1", "cancelled", "undisturbed", "count 1");
    }

    @Test
    @DisplayName("a group that swallows its failure while a cancel comes: the next await throws")
    void aSwallowedFailure() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TaskGroupException.class,
                            () -> failingAfterASecond(boom, () -> cancelledWhileItSwallows()));
                    NextTwoWaits.noteWithCount(trail);
                });

        trail.is("count 1", "cancelled", "undisturbed", "count 1");
    }

    @Test
    @DisplayName("the same one block further in: the cancel passes through the outer one as well")
    void inAnInnerBlock() {
        Task<?> task =
                loop.createTask(
                        () ->
                                withTimeout(
                                        ofSeconds(5),
                                        outer -> {
                                            withTimeout(
                                                    ofSeconds(1),
                                                    t -> {
                                                        cancelledWhileItSwallows();
                                                    });
                                            hang();
                                        }));
        virtual.runFor(ofSeconds(2));

        assertTrue(task.isCancelled());
        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("an inner block that swallows its deadline late does not lose the outer deadline")
    void bothDeadlines() {
        loop.runUntilComplete(
                () -> {
                    timesOut(
                            ofSeconds(2),
                            outer -> {
                                withTimeout(
                                        ofSeconds(1),
                                        t -> {
                                            swallowLate();
                                        });
                                hang();
                            });
                    assertEquals(0, currentTask().cancelling());
                });

        assertEquals(ofSeconds(6), loop.time());
    }

    /** Swallows the interruption, and is busy for so long that other deadlines pass. */
    private void swallowLate() {
        assertThrows(CancellationException.class, () -> hang());
        virtual.clock().advance(ofSeconds(5));
    }
}
