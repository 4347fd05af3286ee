package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.CapacityLimiter;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Futures that are cancelled in the turn in which it came to them: with the cancel it is back, for
 * whoever asks next in that same turn.
 */
class GivenBackTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a lock is free")
    void lock() {
        loop.runUntilComplete(
                () -> {
                    var lock = AsyncLock.create();
                    var held = await(lock.acquireAsync());
                    var first = lock.acquireAsync();
                    held.close();
                    assertTrue(first.cancel("enough"));
                    assertTrue(lock.tryAcquire());
                });
    }

    @Test
    @DisplayName("a borrower may ask for a token again")
    void borrower() {
        loop.runUntilComplete(
                () -> {
                    var limiter = CapacityLimiter.create(1);
                    var held = await(limiter.acquireAsync("other"));
                    var first = limiter.acquireAsync("borrower");
                    held.close();
                    assertTrue(first.cancel("enough"));
                    assertNotNull(limiter.tryAcquire("borrower"));
                });
    }

    @Test
    @DisplayName("an item is the first of its queue, before those that came after it")
    void item() {
        loop.runUntilComplete(
                () -> {
                    AsyncQueue<String> queue = AsyncQueue.unbounded();
                    var first = queue.getAsync();
                    queue.putNow("a");
                    queue.putNow("b");
                    assertTrue(first.cancel("enough"));
                    assertEquals("a", queue.getNow());
                    assertEquals("b", queue.getNow());
                });
    }

    @Test
    @DisplayName("an item that was let in is out again")
    void put() {
        loop.runUntilComplete(
                () -> {
                    AsyncQueue<String> queue = AsyncQueue.create(1);
                    queue.putNow("a");
                    var second = queue.putAsync("b");
                    assertEquals("a", queue.getNow());
                    assertTrue(second.cancel("enough"));
                    assertTrue(queue.isEmpty());
                    assertEquals(1, queue.unfinished());
                });
    }

    @Test
    @DisplayName("a subscriber misses nothing, also when the topic is closed meanwhile")
    void lastItem() {
        loop.runUntilComplete(
                () -> {
                    Topic<String> topic = Topic.create();
                    var cursor = topic.subscribe(1, WhenFull.WAIT);
                    var first = cursor.nextAsync();
                    assertTrue(topic.tryPublish("a"));
                    topic.close();
                    assertTrue(first.cancel("enough"));
                    assertEquals(Optional.of("a"), await(cursor.nextAsync()));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                });
    }

    @Test
    @DisplayName("what came to one that was cancelled twice is given back once")
    void once() {
        loop.runUntilComplete(
                () -> {
                    var lock = AsyncLock.create();
                    var held = await(lock.acquireAsync());
                    var first = lock.acquireAsync();
                    held.close();
                    assertTrue(first.cancel("enough"));
                    assertTrue(lock.tryAcquire());
                    assertFalse(first.cancel("again"));
                    yieldNow();
                    yieldNow();
                    assertTrue(lock.isLocked());
                });
    }
}
