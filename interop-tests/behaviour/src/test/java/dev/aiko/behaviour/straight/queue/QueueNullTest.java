package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.RefusedNull;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import java.util.Collection;
import java.util.Comparator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must not be null is refused there and then, and nothing has moved. */
class QueueNullTest {

    private static final String NO_ITEM = null;
    private static final Collection<String> NO_TARGET = null;
    private static final Comparator<String> NO_ORDER = null;
    private static final WhenFull NOT_SAID = null;

    @Test
    @DisplayName("items, targets and orders of a queue")
    void queues() {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        queue.putNow("item");
        var producer = queue.newProducer();
        new RefusedNull()
                .of("item", () -> queue.putAsync(NO_ITEM).isDone())
                .of("item", () -> queue.tryPut(NO_ITEM))
                .of("item", () -> queue.putNow(NO_ITEM))
                .of("item", () -> queue.putBlocking(NO_ITEM))
                .of("item", () -> producer.putAsync(NO_ITEM).isDone())
                .of("item", () -> producer.tryPut(NO_ITEM))
                .of("target", () -> queue.drainTo(NO_TARGET))
                .of("target", () -> queue.drainTo(NO_TARGET, 1))
                .of("order", () -> AsyncQueue.priority(2, NO_ORDER))
                .check();

        assertEquals(1, queue.size());
        assertEquals(1, queue.unfinished());
    }

    @Test
    @DisplayName("items of a topic, and what is to happen when a subscriber is behind")
    void topics() {
        Topic<String> topic = Topic.create(1);
        new RefusedNull()
                .of("item", () -> topic.publishAsync(NO_ITEM).isDone())
                .of("item", () -> topic.tryPublish(NO_ITEM))
                .of("whenFull", () -> topic.subscribe(1, NOT_SAID))
                .check();

        assertEquals(0, topic.subscribers());
        assertTrue(topic.tryPublish("item"));
    }
}
