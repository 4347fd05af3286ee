package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Wait;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Plain threads publish in the order in which they call. */
class TopicOrderTest {

    private final Topic<Integer> topic = Topic.create();

    private static int next(Cursor<Integer> subscription) {
        return subscription.nextAsync().join().orElseThrow();
    }

    @Test
    @DisplayName("whoever has to wait is in line when the call comes back, on any thread")
    void inLineAtOnce() {
        topic.subscribe(1, WhenFull.WAIT);
        topic.tryPublish(0);
        var one = topic.publishAsync(1);
        assertEquals(1, topic.statistics().publishing());
        var two = topic.publishAsync(2);
        assertEquals(2, topic.statistics().publishing());
        assertFalse(one.isDone());
        assertFalse(two.isDone());
    }

    @Test
    @DisplayName("what a thread publishes later does not overtake what it published before")
    void oneThread() {
        for (int round = 0; round < 500; round++) {
            Topic<Integer> busy = Topic.create();
            var subscription = busy.subscribe(1, WhenFull.WAIT);
            busy.tryPublish(0);
            var one = busy.publishAsync(1);
            assertEquals(0, next(subscription));
            var two = busy.publishAsync(2);
            assertEquals(1, next(subscription));
            assertEquals(2, next(subscription));
            one.join();
            two.join();
        }
    }

    @Test
    @DisplayName(
            "trying fails only when somebody has to be waited for, and not for other publishers")
    void tryingOnTwoThreads() {
        int times = 20_000;
        topic.subscribe(1, WhenFull.DROP_OLDEST);
        var witness = topic.subscribe(2 * times, WhenFull.WAIT);
        var refused = new AtomicInteger();
        var go = new CountDownLatch(1);
        var threads = new ArrayList<Thread>();
        for (int first = 0; first < 2; first++) {
            int from = first * times;
            threads.add(
                    new Thread(
                            () -> {
                                Wait.until(go);
                                for (int number = from; number < from + times; number++) {
                                    if (!topic.tryPublish(number)) {
                                        refused.incrementAndGet();
                                    }
                                }
                            }));
        }
        threads.forEach(Thread::start);
        go.countDown();
        threads.forEach(Wait::until);
        assertEquals(0, refused.get());

        int[] expected = {0, times};
        for (int i = 0; i < 2 * times; i++) {
            int number = next(witness);
            assertEquals(expected[number / times]++, number);
        }
    }

    @Test
    @DisplayName("a slow subscriber keeps the item from nobody who has room, whoever came first")
    void slowFirst() {
        var slow = topic.subscribe(1, WhenFull.WAIT);
        var fast = topic.subscribe(10, WhenFull.WAIT);
        assertTrue(topic.tryPublish(1));
        var second = topic.publishAsync(2);
        assertEquals(1, next(fast));
        assertEquals(2, next(fast));
        assertFalse(second.isDone());
        assertEquals(1, next(slow));
        second.join();
        assertEquals(2, next(slow));
    }

    @Test
    @DisplayName("many who wait are all through when the slow one leaves, in their order")
    void manyWait() {
        var slow = topic.subscribe(1, WhenFull.WAIT);
        var fast = topic.subscribe(2_000, WhenFull.WAIT);
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            numbers.add(number);
        }
        var all = numbers.stream().map(topic::publishAsync).toList();
        slow.close();
        all.forEach(publish -> publish.join());
        topic.close();
        List<Integer> seen = new ArrayList<>();
        numbers.forEach(number -> seen.add(next(fast)));
        assertEquals(numbers, seen);
    }
}
