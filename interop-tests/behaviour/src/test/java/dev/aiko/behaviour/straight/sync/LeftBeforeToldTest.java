package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.CapacityLimiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever hears that a wait is over finds it out of the line, and what it was granted free. */
class LeftBeforeToldTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a cancelled party that comes again does not meet itself at the barrier")
    void barrier() {
        loop.runUntilComplete(
                () -> {
                    var barrier = AsyncBarrier.create(2);
                    var first = barrier.awaitAsync();
                    var again = first.exceptionallyCompose(cancelled -> barrier.awaitAsync());
                    first.cancel("enough");
                    assertFalse(again.isDone());
                    assertEquals(1, barrier.waiting());
                    barrier.awaitAsync();
                    assertEquals(0, await(again));
                });
    }

    @Test
    @DisplayName("a borrower whose time was over may ask again in the callback")
    void borrower() {
        loop.runUntilComplete(
                () -> {
                    var limiter = CapacityLimiter.create(1);
                    var held = await(limiter.acquireAsync("other"));
                    var lease =
                            limiter.acquireAsync("borrower")
                                    .orTimeout(1, SECONDS)
                                    .exceptionallyCompose(late -> limiter.acquireAsync("borrower"));
                    await(sleep(ofSeconds(2)));
                    held.close();
                    await(lease).close();
                    assertEquals(0, limiter.borrowed());
                });
    }

    @Test
    @DisplayName("a lock that had been granted is free in the callback of the cancel")
    void lock() {
        loop.runUntilComplete(
                () -> {
                    var lock = AsyncLock.create();
                    var held = await(lock.acquireAsync());
                    var second = lock.acquireAsync();
                    List<Boolean> free = new ArrayList<>();
                    var told = second.whenComplete((lease, end) -> free.add(lock.tryAcquire()));
                    held.close();
                    second.cancel("enough");
                    assertTrue(told.isDone());
                    assertEquals(List.of(true), free);
                });
    }

    @Test
    @DisplayName("an event knows nothing more of a wait that was completed by hand")
    void event() {
        loop.runUntilComplete(
                () -> {
                    var event = AsyncEvent.create();
                    var wait = event.awaitAsync();
                    List<Integer> waiting = new ArrayList<>();
                    var told = wait.thenRun(() -> waiting.add(event.waiting()));
                    assertTrue(wait.complete(null));
                    await(told);
                    assertEquals(List.of(0), waiting);
                });
    }
}
