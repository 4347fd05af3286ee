package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel that was asked for before a group, arrives in it, and is hidden by its failure. */
class CancelBeforeGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** The cancel is there, the group fails, and then the task waits twice. */
    private void cancelledBefore(ScopeAction<TaskGroup> body) {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("outside");
                    failureOf(body);
                    noteTheNextTwoWaits();
                });
    }

    private void noteTheNextTwoWaits() {
        assertEquals(1, currentTask().cancelling());
        NextTwoWaits.note(trail);
    }

    private void startFailedChild(TaskGroup group) {
        group.createTask(
                TaskOptions.eagerly(),
                () -> {
                    throw boom;
                });
    }

    @Test
    @DisplayName("a child fails in its cleanup: the cancel shows behind the failure, once")
    void aChildFailsInItsCleanup() {
        cancelledBefore(
                g -> {
                    g.createTask(TaskOptions.eagerly(), failingInCleanup(boom));
                    hang();
                });
        trail.is("cancelled", "undisturbed");
    }

    @Test
    @DisplayName("a child fails before it arrives: the cancel shows behind the failure, once")
    void aChildHasFailed() {
        cancelledBefore(
                g -> {
                    startFailedChild(g);
                    hang();
                });
        trail.is("cancelled", "undisturbed");
    }

    @Test
    @DisplayName("in a body that awaits nothing: the same")
    void inABodyThatAwaitsNothing() {
        cancelledBefore(g -> g.createTask(TaskOptions.eagerly(), failingInCleanup(boom)));
        trail.is("cancelled", "undisturbed");
    }

    @Test
    @DisplayName("one that was handled before the group does not come back behind its failure")
    void handledBefore() {
        loop.runUntilComplete(
                () -> {
                    currentTask().cancel("handled");
                    assertThrows(CancellationException.class, () -> yieldNow());
                    failureOf(
                            g -> {
                                startFailedChild(g);
                                hang();
                            });
                    noteTheNextTwoWaits();
                });
        trail.is("undisturbed", "undisturbed");
    }

    @Test
    @DisplayName("a group that cancels itself inside a shield ends quietly while a cancel waits")
    void aCancelledGroupInAShield() {
        loop.runUntilComplete(
                () -> {
                    shielded(
                            () -> {
                                TaskGroup.run(
                                        g -> {
                                            currentTask().cancel("outside");
                                            g.cancel("closing time");
                                            hang();
                                        });
                                trail.add("quiet");
                            });
                    noteTheNextTwoWaits();
                });
        trail.is("quiet", "cancelled", "undisturbed");
    }
}
