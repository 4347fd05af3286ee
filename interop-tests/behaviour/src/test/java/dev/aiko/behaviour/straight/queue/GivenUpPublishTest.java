package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.newEventLoop;
import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishers who are cancelled, in line, while they give, and after it. */
class GivenUpPublishTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Topic<Integer> topic = Topic.create(2);

    @Test
    @DisplayName("cancelled in the turn in which the last one has it, it is published all the same")
    void afterTheLast() {
        var slow = topic.subscribe(1, WhenFull.WAIT);
        topic.tryPublish(1);
        var second = loop.createTask(() -> await(topic.publishAsync(2)));
        virtual.settle();
        loop.callSoon(
                () -> {
                    assertEquals(1, slow.nextAsync().result().get());
                    assertFalse(second.isDone());
                    assertTrue(second.cancel("too late"));
                });
        virtual.settle();
        assertTrue(second.isCancelled());
        var late = topic.subscribe(1, WhenFull.WAIT);
        topic.close();

        assertEquals(List.of(2), CursorRest.of(slow, loop));
        assertEquals(List.of(1, 2), CursorRest.of(late, loop));
    }

    @Test
    @DisplayName("cancelled from another thread while it gives, the next one gives at once")
    void fromAnotherThread() {
        var fast = topic.subscribe(10, WhenFull.WAIT);
        var slow = topic.subscribe(1, WhenFull.WAIT);
        topic.tryPublish(1);
        var second = loop.createTask(() -> await(topic.publishAsync(2)));
        var third = loop.createTask(() -> await(topic.publishAsync(3)));
        virtual.settle();
        Wait.onAnotherThread(() -> second.cancel("not that one"));
        virtual.settle();
        assertTrue(second.isCancelled());
        assertEquals(1, topic.statistics().publishing());
        assertEquals(1, slow.nextAsync().join().get());
        virtual.settle();
        assertTrue(third.isDone());
        topic.close();

        assertEquals(List.of(1, 2, 3), CursorRest.of(fast, loop));
        assertEquals(List.of(3), CursorRest.of(slow, loop));
    }

    @Test
    @DisplayName("a cancel that races with the room: all have it, or only who had it before")
    void racingTheRoom() {
        for (int round = 0; round < 1_000; round++) {
            Topic<Integer> busy = Topic.create(3);
            var slow = busy.subscribe(1, WhenFull.WAIT);
            busy.tryPublish(1);
            var second = busy.publishAsync(2);
            var third = busy.publishAsync(3);
            var canceller = new Thread(() -> second.cancel("now"));
            canceller.start();
            assertEquals(1, slow.nextAsync().join().get());
            int next = slow.nextAsync().join().get();
            Wait.until(canceller);
            if (next == 2) {
                assertEquals(3, slow.nextAsync().join().get());
            } else {
                assertEquals(3, next);
                assertTrue(second.isCancelled());
            }
            third.join();
            assertEquals(next == 2 ? 3 : 2, busy.statistics().replayed());
            assertEquals(0, busy.statistics().publishing());
        }
    }

    @Test
    @DisplayName("whoever waits in a loop that is closed leaves the line, and the next one gives")
    void closedLoop() {
        var slow = topic.subscribe(1, WhenFull.WAIT);
        topic.tryPublish(1);
        EventLoop other = newEventLoop();
        var second = other.createTask(() -> await(topic.publishAsync(2)));
        other.callLater(ZERO, other::stop);
        other.runForever();
        assertEquals(1, topic.statistics().publishing());
        var third = topic.publishAsync(3);
        other.close();
        assertTrue(second.isCancelled());
        assertEquals(1, slow.nextAsync().join().get());
        third.join();
        assertEquals(3, slow.nextAsync().join().get());
    }
}
