package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic, a subscription or a publish that ends while somebody waits. */
class TopicEndTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Topic<Integer> topic = Topic.create();

    private Cursor<Integer> subscriber() {
        return loop.runUntilComplete(() -> topic.subscribe(1, WhenFull.WAIT));
    }

    private Task<?> publisher(int number) {
        Task<?> task = loop.createTask(() -> await(topic.publishAsync(number)));
        virtual.settle();
        return task;
    }

    private List<Integer> whatIsLeft(Cursor<Integer> cursor) {
        topic.close();
        return CursorRest.of(cursor, loop);
    }

    @Test
    @DisplayName("closing the topic fails all who wait to publish; subscribers get what is left")
    void theTopic() {
        var cursor = subscriber();
        publisher(1);
        var second = publisher(2);
        var third = publisher(3);
        topic.close();
        topic.close();
        virtual.settle();

        assertTrue(topic.isClosed());
        assertEquals(0, topic.subscribers());
        assertInstanceOf(QueueShutdownException.class, second.exception());
        assertInstanceOf(QueueShutdownException.class, third.exception());
        assertEquals(List.of(1), whatIsLeft(cursor));
    }

    @Test
    @DisplayName("a closed topic takes nothing, and has no new subscribers")
    void afterThat() {
        topic.close();
        assertThrows(QueueShutdownException.class, () -> topic.tryPublish(1));
        loop.runUntilComplete(
                () -> {
                    assertThrows(QueueShutdownException.class, () -> await(topic.publishAsync(1)));
                });
        assertThrows(QueueShutdownException.class, () -> topic.subscribe(1, WhenFull.DROP_OLDEST));
    }

    @Test
    @DisplayName("closing the subscription that is waited for lets the publisher go on")
    void theSubscription() {
        var slow = subscriber();
        var other = subscriber();
        publisher(1);
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(other.nextAsync()).get());
                });
        var second = publisher(2);
        assertFalse(second.isDone());
        loop.runUntilComplete(
                () -> {
                    await(slow.closeAsync());
                });
        virtual.settle();

        assertTrue(second.isDone());
        assertEquals(null, second.result());
        assertEquals(1, topic.subscribers());
        assertEquals(List.of(2), whatIsLeft(other));
    }

    @Test
    @DisplayName("a cancelled publish leaves the item with those who have it, and the next goes on")
    void thePublish() {
        var fast = loop.runUntilComplete(() -> topic.subscribe(5, WhenFull.WAIT));
        var slow = subscriber();
        publisher(1);
        var second = publisher(2);
        var third = publisher(3);
        second.cancel("enough");
        virtual.settle();
        assertTrue(second.isCancelled());
        assertFalse(third.isDone());
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(slow.nextAsync()).get());
                });
        virtual.settle();

        assertTrue(third.isDone());
        assertEquals(List.of(1, 2, 3), whatIsLeft(fast));
        assertEquals(List.of(3), whatIsLeft(slow));
    }

    @Test
    @DisplayName("a cancelled publish is not replayed, and what it pushed out is again")
    void notReplayed() {
        Topic<Integer> remembering = Topic.create(2);
        var slow = loop.runUntilComplete(() -> remembering.subscribe(1, WhenFull.WAIT));
        assertTrue(remembering.tryPublish(1));
        var second = loop.createTask(() -> await(remembering.publishAsync(2)));
        virtual.settle();
        second.cancel("not that one");
        virtual.settle();
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(slow.nextAsync()).get());
                    await(remembering.publishAsync(3));
                });
        var third = loop.createTask(() -> await(remembering.publishAsync(4)));
        virtual.settle();
        var meanwhile = loop.runUntilComplete(() -> remembering.subscribe(1, WhenFull.WAIT));
        third.cancel("nor that");
        virtual.settle();
        var later = loop.runUntilComplete(() -> remembering.subscribe(1, WhenFull.WAIT));
        remembering.close();

        assertEquals(List.of(3), CursorRest.of(slow, loop));
        assertEquals(List.of(3, 4), CursorRest.of(meanwhile, loop));
        assertEquals(List.of(1, 3), CursorRest.of(later, loop));
    }

    @Test
    @DisplayName("a publish whose time is over does the same")
    void aLimitedPublish() {
        var slow = subscriber();
        publisher(1);
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () -> await(topic.publishAsync(2), ofSeconds(1)));
                    assertEquals(1, await(slow.nextAsync()).get());
                    await(topic.publishAsync(3), ofSeconds(1));
                    yieldNow();
                });
        assertEquals(List.of(3), whatIsLeft(slow));
    }

    @Test
    @DisplayName("a plain thread may publish too, and waits by joining")
    void fromAPlainThread() {
        var slow = subscriber();
        assertTrue(topic.tryPublish(1));
        var second = topic.publishAsync(2);
        assertFalse(second.isDone());
        loop.runUntilComplete(
                () -> {
                    assertEquals(1, await(slow.nextAsync()).get());
                });
        second.join();
        assertEquals(List.of(2), whatIsLeft(slow));
    }
}
