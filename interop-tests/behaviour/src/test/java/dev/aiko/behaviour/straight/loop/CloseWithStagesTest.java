package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Closing a loop that asynchronous stages are waiting to run on: whoever waits for them goes on.
 */
class CloseWithStagesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("stages that are ready, of futures of the loop and of others, are done")
    void readyStages() {
        LoopFuture<String> future = loop.createFuture();
        var stages =
                List.of(
                        CompletableFuture.supplyAsync(() -> "value", loop),
                        CompletableFuture.completedFuture("value").thenApplyAsync(x -> x, loop),
                        future.thenApplyAsync(String::trim));
        future.complete("value");

        loop.close();

        for (CompletableFuture<String> stage : stages) {
            assertTrue(stage.isDone(), stage::toString);
            assertEquals("value", stage.join());
        }
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a stage of a future that the closing cancels is done as well")
    void aStageOfWhatIsCancelled() {
        LoopFuture<String> future = loop.createFuture();
        var stage = future.handleAsync((value, thrown) -> thrown.getClass().getSimpleName());
        loop.createTask(() -> await(future));
        virtual.settle();

        loop.close();

        assertEquals("CancellationException", stage.join());
    }
}
