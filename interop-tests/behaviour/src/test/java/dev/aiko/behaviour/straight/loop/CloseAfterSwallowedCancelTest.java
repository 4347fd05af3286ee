package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing cancels every task that is not done, those that survived an earlier request included. */
class CloseAfterSwallowedCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("a body that swallowed a request long ago, and waits, is cancelled and cleans up")
    void aRequestOfLongAgo() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                await(loop.createFuture());
                            } catch (CancellationException cancelled) {
                                trail.add("swallowed");
                            }
                            try {
                                return await(loop.<String>createFuture());
                            } finally {
                                trail.add("cleaned up");
                            }
                        });
        virtual.settle();
        task.cancel("long ago");
        virtual.settle();
        trail.is("swallowed");

        loop.close();

        trail.is("swallowed", "cleaned up");
        assertTrue(task.isCancelled());
        assertEquals(List.of(), virtual.reports());
    }
}
