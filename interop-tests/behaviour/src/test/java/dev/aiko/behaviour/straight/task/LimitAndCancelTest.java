package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits, cancels and futures that refuse, all at the same time. */
class LimitAndCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Refuses to be cancelled, by saying so or by throwing. */
    private static CompletableFuture<String> refusing(boolean throwing) {
        return new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                if (throwing) {
                    throw new UnsupportedOperationException("not this one");
                }
                return false;
            }
        };
    }

    @Test
    @DisplayName("a cancel that comes while an await winds down after its limit is not lost")
    void cancelBeatsTheLimit() {
        Task<String> slow =
                loop.createTask(
                        () -> {
                            try {
                                return await(sleep(ofHours(1), "value"));
                            } finally {
                                await(sleep(ofSeconds(5)));
                            }
                        });
        Task<?> waiting =
                loop.createTask(
                        () -> {
                            assertThrows(
                                    CancellationException.class, () -> await(slow, ofSeconds(1)));
                            trail.add("cancelled");
                        });
        loop.callLater(ofSeconds(3), () -> waiting.cancel("stop"));

        loop.runUntilComplete(waiting);

        trail.is("cancelled");
        // It went down into the cleanup as well, which therefore did not take its five seconds.
        assertEquals(3, loop.time().toSeconds());
    }

    @Test
    @DisplayName("a limit is kept with a foreign stage that refuses to be cancelled")
    void limitWithAStageThatRefuses() {
        loop.runUntilComplete(
                () -> {
                    for (boolean throwing : new boolean[] {false, true}) {
                        assertThrows(
                                TimeoutException.class,
                                () -> await(refusing(throwing), ofMillis(5)));
                    }
                });
    }

    @Test
    @DisplayName("a foreign stage that refuses a cancel by throwing is left alone")
    void cancelWithAStageThatThrows() {
        Task<String> straight = loop.createTask(() -> await(refusing(true)));
        Task<String> composed = loop.composeTask(() -> refusing(true));
        virtual.settle();

        assertTrue(straight.cancel("enough"));
        assertTrue(composed.cancel("enough"));
        virtual.settle();

        assertTrue(straight.isCancelled());
        assertTrue(composed.isCancelled());
    }

    @Test
    @DisplayName("tasks of two loops that wait for each other can be ended by cancelling one")
    void circleAcrossLoops() {
        try (var one = Runner.background("one");
                var two = Runner.background("two")) {
            var tasks = new Task<?>[2];
            var go = new CountDownLatch(1);
            var waits = new CountDownLatch(2);
            tasks[0] = one.loop().submit(() -> waitFor(tasks, 1, go, waits));
            tasks[1] = two.loop().submit(() -> waitFor(tasks, 0, go, waits));
            go.countDown();
            Wait.until(waits);

            tasks[0].cancel("stop");

            Wait.until("both end", () -> tasks[0].isDone() && tasks[1].isDone());
        }
    }

    private static void waitFor(
            Task<?>[] tasks, int other, CountDownLatch go, CountDownLatch waits) {
        Wait.until(go);
        waits.countDown();
        await(tasks[other]);
    }
}
