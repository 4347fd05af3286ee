package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.behaviour.straight.Bodies.failingInCleanup;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel from outside that the failure of a group hides: it shows behind the failure, once. */
class HiddenCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("a cancel in the turn of a child's failure shows once, behind the failure")
    void inTheTurnOfTheFailure() {
        cancelledAfter(1); // the group has not interrupted its body yet
        cancelledAfter(2); // it has, and the body has not had its turn

        trail.is(
                "count 1",
                "cancelled",
                "undisturbed",
                "count 1", //
                "count 1",
                "cancelled",
                "undisturbed",
                "count 1");
    }

    private void cancelledAfter(int turns) {
        LoopFuture<String> news = loop.createFuture();
        Task<?> task = loop.createTask(() -> caughtFailure(news));
        virtual.settle();
        news.complete("bad");
        for (int turn = 0; turn < turns; turn++) {
            virtual.oneTurn();
        }
        task.cancel("outside");
        virtual.settle();
    }

    private void caughtFailure(LoopFuture<String> news) {
        failureOf(
                g -> {
                    g.createTask(
                            () -> {
                                await(news);
                                throw boom;
                            });
                    hang();
                });
        NextTwoWaits.noteWithCount(trail);
    }

    @Test
    @DisplayName("a cancel that two groups hide, one in the other, shows once behind both")
    void hiddenTwice() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            failureOf(outer -> failingInAGroup());
                            NextTwoWaits.noteWithCount(trail);
                        });
        virtual.settle();
        task.cancel("outside");
        virtual.settle();

        trail.is("count 1", "cancelled", "undisturbed", "count 1");
    }

    private void failingInAGroup() {
        TaskGroup.run(
                inner -> {
                    inner.createTask(failingInCleanup(boom));
                    hang();
                });
    }
}
