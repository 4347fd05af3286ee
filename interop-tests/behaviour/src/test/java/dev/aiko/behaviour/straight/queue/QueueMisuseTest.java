package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Bad input, and a full queue that is emptied by hand. */
class QueueMisuseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncQueue<String> queue = AsyncQueue.create(1);
    private final Topic<String> topic = Topic.create(1);

    @Test
    @DisplayName("null is no item, and nothing is put")
    void nulls() {
        var producer = queue.newProducer();
        List<Executable> calls =
                List.of(
                        () -> queue.putNow(null),
                        () -> queue.tryPut(null),
                        () -> queue.putAsync(null).isDone(),
                        () -> queue.putBlocking(null),
                        () -> producer.tryPut(null),
                        () -> producer.putAsync(null).isDone(),
                        () -> queue.drainTo(null),
                        () -> topic.tryPublish(null),
                        () -> topic.publishAsync(null).isDone(),
                        () -> topic.subscribe(1, null),
                        () -> AsyncQueue.priority(0, null));
        for (Executable call : calls) {
            assertThrows(NullPointerException.class, call);
        }
        assertEquals(0, queue.size());
        assertEquals(0, queue.unfinished());
        assertEquals(0, topic.subscribers());
    }

    @Test
    @DisplayName("a subscriber without any room, and a replay of fewer than none, are refused")
    void badNumbers() {
        for (int bad : new int[] {0, -1}) {
            var refused =
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> topic.subscribe(bad, WhenFull.WAIT));
            assertTrue(refused.getMessage().contains("" + bad), refused::getMessage);
        }
        assertThrows(IllegalArgumentException.class, () -> Topic.create(-1));
        assertEquals(0, topic.subscribers());
    }

    @Test
    @DisplayName("draining a full queue lets in those who wait to put, and takes their items too")
    void drainWithPutters() {
        queue.putNow("a");
        var b = virtual.loop().createTask(() -> await(queue.putAsync("b")));
        var c = virtual.loop().createTask(() -> await(queue.putAsync("c")));
        virtual.settle();
        var all = new ArrayList<String>();
        assertEquals(3, queue.drainTo(all));
        virtual.settle();

        assertEquals(List.of("a", "b", "c"), all);
        assertTrue(b.isDone());
        assertTrue(c.isDone());
    }

    @Test
    @DisplayName("trying to put or get never waits, and tells by what it gives")
    void trying() {
        assertTrue(queue.tryPut("a"));
        assertTrue(!queue.tryPut("b"));
        assertEquals("a", queue.tryGet());
        assertEquals(null, queue.tryGet());
        assertEquals(1, queue.unfinished());
    }
}
