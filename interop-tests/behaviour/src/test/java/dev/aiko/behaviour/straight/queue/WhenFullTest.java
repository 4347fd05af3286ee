package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.QueueFullException;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Subscribers that are behind by as much as they may be. */
class WhenFullTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Topic<Integer> topic = Topic.create();

    private Cursor<Integer> subscriber(WhenFull whenFull) {
        return loop.runUntilComplete(() -> topic.subscribe(2, whenFull));
    }

    private void publishOneToFive() {
        loop.runUntilComplete(
                () -> {
                    for (int number = 1; number <= 5; number++) {
                        await(topic.publishAsync(number));
                    }
                });
    }

    private List<Integer> whatIsLeft(Cursor<Integer> cursor) {
        topic.close();
        return CursorRest.of(cursor, loop);
    }

    @Test
    @DisplayName("WAIT: who publishes waits until there is room")
    void waits() {
        var slow = subscriber(WhenFull.WAIT);
        var fast = subscriber(WhenFull.DROP_NEWEST);
        var publisher = loop.createTask(this::publish);
        virtual.settle();
        assertFalse(publisher.isDone());
        assertFalse(topic.tryPublish(9));
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(slow.nextAsync()).get());
                });
        virtual.settle();
        assertTrue(publisher.isDone());
        assertFalse(topic.tryPublish(9));

        assertEquals(List.of(2, 3), whatIsLeft(slow));
        assertEquals(List.of(1, 2), whatIsLeft(fast));
    }

    private void publish() {
        for (int number = 1; number <= 3; number++) {
            await(topic.publishAsync(number));
        }
    }

    @Test
    @DisplayName("DROP_OLDEST: it keeps the latest")
    void dropsOldest() {
        var cursor = subscriber(WhenFull.DROP_OLDEST);
        publishOneToFive();
        assertEquals(List.of(4, 5), whatIsLeft(cursor));
    }

    @Test
    @DisplayName("DROP_NEWEST: it keeps the earliest")
    void dropsNewest() {
        var cursor = subscriber(WhenFull.DROP_NEWEST);
        publishOneToFive();
        assertEquals(List.of(1, 2), whatIsLeft(cursor));
    }

    @Test
    @DisplayName("what was replayed takes no room, stays, and is no reason to be behind for ever")
    void replayed() {
        Topic<Integer> remembering = Topic.create(3);
        for (int number = 1; number <= 3; number++) {
            remembering.tryPublish(number);
        }
        var oldest = remembering.subscribe(1, WhenFull.DROP_OLDEST);
        var newest = remembering.subscribe(1, WhenFull.DROP_NEWEST);
        for (int number = 4; number <= 20; number++) {
            remembering.tryPublish(number);
        }
        remembering.close();
        assertEquals(List.of(1, 2, 3, 20), CursorRest.of(oldest, loop));
        assertEquals(List.of(1, 2, 3, 4), CursorRest.of(newest, loop));
    }

    @Test
    @DisplayName("FAIL: it gets what it has not taken yet, and then it fails; the others go on")
    void fails() {
        var slow = subscriber(WhenFull.FAIL);
        var other = subscriber(WhenFull.DROP_OLDEST);
        publishOneToFive();
        assertEquals(1, topic.subscribers());
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(slow.nextAsync()).get());
                    assertEquals(2, await(slow.nextAsync()).get());
                    assertThrows(QueueFullException.class, () -> await(slow.nextAsync()));
                });
        assertEquals(List.of(4, 5), whatIsLeft(other));
    }

    @Test
    @DisplayName("FAIL: a for loop over it fails")
    void aLoopFails() {
        var slow = subscriber(WhenFull.FAIL);
        publishOneToFive();
        var all = new ArrayList<Integer>();
        loop.runUntilComplete(
                () -> {
                    assertThrows(QueueFullException.class, () -> slow.forEach(all::add));
                });

        assertEquals(List.of(1, 2), all);
    }

    @Test
    @DisplayName("FAIL: one that keeps up does not fail")
    void keepsUp() {
        var cursor = subscriber(WhenFull.FAIL);
        loop.runUntilComplete(
                () -> {
                    for (int number = 1; number <= 50; number++) {
                        await(topic.publishAsync(number));
                        assertEquals(number, await(cursor.nextAsync()).get());
                    }
                });
        assertEquals(1, topic.subscribers());
    }

    @Test
    @DisplayName("trying to publish gives to all, or to nobody when one has to be waited for")
    void trying() {
        var slow = subscriber(WhenFull.WAIT);
        var other = subscriber(WhenFull.DROP_OLDEST);
        assertTrue(topic.tryPublish(1));
        assertTrue(topic.tryPublish(2));
        assertFalse(topic.tryPublish(3));

        assertEquals(List.of(1, 2), whatIsLeft(other));
        assertEquals(List.of(1, 2), whatIsLeft(slow));
    }
}
