package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualClock;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/locks.md. */
@SuppressWarnings("try") // a lease is held, and not looked at
class LocksPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    static String fry(AsyncLock stove, String what) {
        try (var lit = await(stove.acquireAsync())) {
            return brew(what, 2);
        }
    }

    static LoopFuture<String> fryAsync(AsyncLock stove, String what) {
        return stove.withLockAsync(() -> brewAsync(what, 2));
    }

    static String fryBlocking(AsyncLock stove, String what) throws InterruptedException {
        try (var lit = stove.acquireBlocking()) {
            return what;
        }
    }

    static String takeOrder(AsyncCondition changed, Deque<String> orders) {
        try (var held = await(changed.lock().acquireAsync())) {
            await(changed.awaitUntilAsync(() -> !orders.isEmpty()));
            return orders.remove();
        }
    }

    static void placeOrder(AsyncCondition changed, Deque<String> orders, String order) {
        try (var held = await(changed.lock().acquireAsync())) {
            orders.add(order);
            changed.signal();
        }
    }

    @Test
    void oneAtATime() throws InterruptedException {
        var stove = AsyncLock.create();
        Duration before = loop.time();
        List<String> fried =
                loop.runUntilComplete(
                        () ->
                                await(
                                        gather(
                                                createTask(() -> fry(stove, "egg")),
                                                fryAsync(stove, "fish"))));
        assertEquals(List.of("egg", "fish"), fried);
        assertEquals(Duration.ofSeconds(4), loop.time().minus(before));
        assertEquals("bacon", fryBlocking(stove, "bacon"));
    }

    @Test
    void anOrderIsTakenWhenItIsThere() {
        var changed = AsyncCondition.create();
        Deque<String> orders = new ArrayDeque<>();
        String taken =
                loop.runUntilComplete(
                        () -> {
                            var waiter = createTask(() -> takeOrder(changed, orders));
                            brew("a pause", 1);
                            placeOrder(changed, orders, "soup");
                            return await(waiter);
                        });
        assertEquals("soup", taken);
    }

    @Test
    void whatTheTextsSay() {
        var stove = AsyncLock.create();
        says("The lock is free; release it once for each acquire.", stove::release);
        says(
                "awaitAsync without the lock; acquire condition.lock() before.",
                () -> AsyncCondition.create(stove).awaitAsync().isDone());
        try (var kitchen =
                Aiko.newEventLoop(
                        LoopOptions.none().withName("kitchen").withClock(new VirtualClock()))) {
            kitchen.runUntilComplete(
                    () ->
                            says(
                                    "acquireBlocking would block EventLoop 'kitchen'; await its"
                                            + " Async twin instead, or suspend.",
                                    () -> stove.acquireBlocking().close()));
        }
    }

    private static void says(String text, org.junit.jupiter.api.function.Executable mistake) {
        assertEquals(text, assertThrows(IllegalStateException.class, mistake).getMessage());
    }
}
