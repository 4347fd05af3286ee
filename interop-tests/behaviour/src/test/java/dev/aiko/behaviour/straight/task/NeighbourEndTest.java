package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A task that ends in the middle of another one's step takes nothing from that one. */
class NeighbourEndTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** Will not be cancelled, so that a task that hangs on it ends at once. */
    private static final class Stubborn extends CompletableFuture<String> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false;
        }
    }

    @Test
    @DisplayName("NAME-05 whoever cancels a task that ends at once is still the current task")
    void cancelled() {
        var who = Aiko.contextVar("who", "nobody");
        loop.runUntilComplete(
                () -> {
                    who.set("me");
                    var me = currentTask();
                    var other = composeTask(Stubborn::new);
                    yieldNow();
                    assertTrue(other.cancel("enough"));
                    assertTrue(other.isDone());
                    assertSame(me, currentTask());
                    assertEquals("me", who.get());
                    await(sleep(ofSeconds(1)));
                });
    }

    @Test
    @DisplayName("NAME-05 and so is the body around a group that was cancelled")
    void cancelledByAGroup() {
        loop.runUntilComplete(
                () -> {
                    var me = currentTask();
                    TaskGroup.run(
                            group -> {
                                group.composeTask(Stubborn::new);
                                yieldNow();
                                group.cancel("enough");
                            });
                    assertSame(me, currentTask());
                    await(sleep(ofSeconds(1)));
                });
    }
}
