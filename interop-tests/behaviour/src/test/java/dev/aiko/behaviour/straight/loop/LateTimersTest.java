package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static java.time.Duration.ofHours;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cleanup starts while its loop closes, and what would need time that will not pass. */
class LateTimersTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** What {@code start} gives in the cleanup of a body, on a loop that is closed by now. */
    private <F extends Future<?>> F startedInCleanup(Supplier<F> start) {
        var started = new CompletableFuture<F>();
        loop.createTask(
                () -> {
                    try {
                        await(loop.createFuture());
                    } finally {
                        started.complete(start.get());
                    }
                });
        virtual.settle();
        loop.close();
        return started.join();
    }

    @Test
    @DisplayName("a sleep that a cleanup starts ends as cancelled")
    void aSleep() {
        assertTrue(startedInCleanup(() -> loop.sleepAsync(ofHours(1))).isCancelled());
    }

    @Test
    @DisplayName("a future that a cleanup limits ends as cancelled")
    void aLimit() {
        LoopFuture<String> future = loop.createFuture();
        startedInCleanup(() -> future.orTimeout(1, HOURS));

        assertTrue(future.isCancelled());
    }

    @Test
    @DisplayName("a job that a cleanup schedules through the executor view ends as cancelled")
    void aJob() {
        var view = loop.asExecutorService();

        assertTrue(startedInCleanup(() -> view.schedule(() -> "value", 1, HOURS)).isCancelled());
    }
}
