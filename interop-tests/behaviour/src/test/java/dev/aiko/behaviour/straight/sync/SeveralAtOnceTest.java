package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueFullException;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.task.LoopFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every door is there in every way: several permits, a borrower that is named, a producer. */
@SuppressWarnings("try") // a lease is there to be closed
class SeveralAtOnceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a stage with several permits, and a plain thread")
    void permits() throws Exception {
        var semaphore = AsyncSemaphore.create(3);
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> stage = loop.createFuture();
                    var whole = semaphore.withPermitAsync(2, () -> stage);
                    assertEquals(1, semaphore.available());
                    stage.complete("over");
                    assertEquals("over", await(whole));
                });
        try (var lease = semaphore.acquireBlocking(3)) {
            assertEquals(0, semaphore.available());
        }
        assertEquals(3, semaphore.available());
        assertThrows(IllegalArgumentException.class, () -> semaphore.acquireBlocking(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> semaphore.withPermitAsync(-1, () -> loop.createFuture()));
    }

    @Test
    @DisplayName("a borrower that is named, for a stage and for a plain thread")
    void borrowers() throws Exception {
        var limiter = CapacityLimiter.create(2);
        try (var lease = limiter.acquireBlocking("borrower")) {
            assertThrows(
                    IllegalStateException.class,
                    () -> limiter.withTokenAsync("borrower", () -> loop.createFuture()));
            var other = limiter.withTokenAsync("other", () -> loop.createFuture());
            assertEquals(2, limiter.borrowed());
            other.cancel("enough");
        }
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName("a producer on a plain thread, which introduces itself")
    void producer() throws Exception {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        try (var producer = queue.newProducer()) {
            producer.putBlocking("a");
            producer.putNow("b");
            assertThrows(QueueFullException.class, () -> producer.putNow("c"));
            assertEquals("<Producer open, 1 open of " + queue + ">", producer.toString());
            producer.close();
            assertThrows(IllegalStateException.class, () -> producer.putNow("c"));
            assertThrows(IllegalStateException.class, () -> producer.putBlocking("c"));
        }
    }
}
