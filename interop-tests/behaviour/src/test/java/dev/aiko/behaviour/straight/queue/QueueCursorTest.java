package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One way through a queue. */
class QueueCursorTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncQueue<String> queue = AsyncQueue.create(1);

    @Test
    @DisplayName("closing a cursor ends its wait for the next, which takes no item any more")
    void closedWhileWaiting() {
        loop.runUntilComplete(
                () -> {
                    var cursor = queue.asSequence().open();
                    var next = cursor.nextAsync();
                    yieldNow();
                    await(cursor.closeAsync());
                    assertEquals(0, queue.statistics().getting());
                    queue.putNow("item");
                    assertEquals(Optional.empty(), await(next, ofSeconds(1)));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    assertEquals("item", queue.getNow());
                });
    }

    @Test
    @DisplayName("asking for the next while one is waited for is refused")
    void askedTwice() {
        loop.runUntilComplete(
                () -> {
                    var cursor = queue.asSequence().open();
                    var next = cursor.nextAsync();
                    assertThrows(IllegalStateException.class, () -> cursor.nextAsync().isDone());
                    assertTrue(next.cancel("enough"));
                });
    }
}
