package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel that crosses a group's own request keeps its reason. */
class CrossingReasonTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("what shows behind the failure of a group has the reason of the one who cancelled")
    void theReason() {
        for (int turns = 1; turns <= 2; turns++) {
            LoopFuture<String> news = loop.createFuture();
            Task<?> task =
                    loop.createTask(
                            () -> {
                                assertThrows(TaskGroupException.class, () -> failingOn(news));
                                var late =
                                        assertThrows(CancellationException.class, () -> yieldNow());
                                trail.add(late.getMessage());
                            });
            virtual.settle();
            news.complete("bad");
            for (int turn = 0; turn < turns; turn++) {
                virtual.oneTurn();
            }
            task.cancel("outside");
            virtual.settle();
            assertEquals(1, task.cancelling());
        }
        trail.is("outside", "outside");
    }

    private static void failingOn(LoopFuture<String> news) {
        TaskGroup.run(
                g -> {
                    g.createTask(
                            () -> {
                                await(news);
                                throw new IllegalArgumentException("boom");
                            });
                    hang();
                });
    }
}
