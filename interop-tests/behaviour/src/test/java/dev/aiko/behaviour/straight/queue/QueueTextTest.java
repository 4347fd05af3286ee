package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueStatistics;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How queues and topics introduce themselves. */
class QueueTextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();

    @Test
    @DisplayName("Q-25 a queue shows capacity, items, who waits, what is unfinished, and its end")
    void aQueue() {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        assertEquals("<AsyncQueue size=0/2 items=[] unfinished=0>", queue.toString());
        var getter = queue.getAsync();
        assertEquals("<AsyncQueue size=0/2 items=[] getting=1 unfinished=0>", queue.toString());
        getter.cancel(null);
        queue.putNow("a");
        queue.putNow("b");
        var putter = queue.putAsync("c");
        assertEquals("<AsyncQueue size=2/2 items=[a, b] putting=1 unfinished=2>", queue.toString());
        assertEquals(new QueueStatistics(2, 2, 0, 1, 2), queue.statistics());
        queue.shutdown();
        assertTrue(putter.handle((none, thrown) -> thrown != null).join());
        assertEquals("<AsyncQueue size=2/2 items=[a, b] unfinished=2 shutdown>", queue.toString());
    }

    @Test
    @DisplayName("Q-25 a queue without a limit shows none, and of many items the first few")
    void aLongQueue() {
        AsyncQueue<Integer> queue = AsyncQueue.unbounded();
        for (int number = 1; number <= 9; number++) {
            queue.putNow(number);
        }
        assertEquals(
                "<AsyncQueue size=9 items=[1, 2, 3, 4, 5, 6, 7, 8, …] unfinished=9>",
                queue.toString());
        assertEquals(new QueueStatistics(9, 0, 0, 0, 9), queue.statistics());
    }

    @Test
    @DisplayName("Q-25 the items are shown in the order in which they would be had")
    void inTheirOrder() {
        AsyncQueue<Integer> lifo = AsyncQueue.lifo(0);
        AsyncQueue<Integer> priority = AsyncQueue.priority(0, (a, b) -> Integer.compare(b, a));
        for (int number : new int[] {1, 3, 2}) {
            lifo.putNow(number);
            priority.putNow(number);
        }
        assertTrue(lifo.toString().contains("[2, 3, 1]"), lifo::toString);
        assertTrue(priority.toString().contains("[3, 2, 1]"), priority::toString);
    }

    @Test
    @DisplayName("Q-25 an item whose text fails does not break that of the queue")
    void aBrokenItem() {
        AsyncQueue<Object> queue = AsyncQueue.unbounded();
        queue.putNow(
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalArgumentException("no text");
                    }
                });
        assertTrue(queue.toString().startsWith("<AsyncQueue size=1 "), queue::toString);
    }

    @Test
    @DisplayName("a topic says whether it is open, and how many have subscribed")
    void aTopic() {
        Topic<String> topic = Topic.create();
        assertEquals("<Topic open subscribers=0>", topic.toString());
        virtual.loop().runUntilComplete(() -> topic.subscribe(1, WhenFull.WAIT));
        assertEquals("<Topic open subscribers=1>", topic.toString());
        topic.close();
        assertEquals("<Topic closed subscribers=0>", topic.toString());
    }
}
