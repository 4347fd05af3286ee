package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for a limited time. */
class AwaitLimitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("await with a limit cancels the task, waits for its end, and throws a timeout")
    void awaitWithALimit() {
        Task<String> task = SlowTask.started(loop, trail);
        loop.runUntilComplete(
                () -> {
                    assertThrows(TimeoutException.class, () -> await(task, ofSeconds(1)));
                    trail.add("timed out");
                });

        trail.is("ended at 6", "timed out");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("await with a limit gives the value that comes in time")
    void awaitWithALimitInTime() throws Exception {
        Task<String> task = loop.createTask(() -> await(sleep(ofSeconds(1), "value")));

        assertEquals("value", loop.runUntilComplete(() -> await(task, ofSeconds(2))));
    }

    @Test
    @DisplayName("with a limit of zero only what is done already gives its value")
    void awaitWithoutTime() {
        LoopFuture<String> done = loop.createFuture();
        done.complete("value");
        LoopFuture<String> pending = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    assertEquals("value", await(done, ZERO));
                    assertThrows(TimeoutException.class, () -> await(pending, ZERO));
                    assertThrows(
                            TimeoutException.class,
                            () -> await(loop.createFuture(), ofSeconds(-1)));
                });

        assertTrue(pending.isCancelled());
    }

    @Test
    @DisplayName("the timeout tells of the stage as it was, and not as the limit has left it")
    void theTextOfTheTimeout() {
        Task<String> task = SlowTask.started(loop, trail);
        task.rename("slow one");
        LoopFuture<String> pending = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    for (var stage : List.of(task, pending)) {
                        var late =
                                assertThrows(
                                        TimeoutException.class, () -> await(stage, ofSeconds(1)));
                        String text = late.getMessage();
                        assertTrue(stage.isCancelled());
                        assertTrue(text.contains("pending"), text);
                        assertFalse(text.contains("cancel"), text);
                        trail.add(text);
                    }
                });

        assertTrue(trail.steps().get(1).contains("slow one"), () -> trail.steps().get(1));
    }
}
