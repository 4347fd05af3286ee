package dev.aiko.behaviour.straight.queue;

import static dev.aiko.behaviour.Sentences.tellsTheNextStep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueEmptyException;
import dev.aiko.queue.QueueFullException;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.queue.QueueStatistics;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.task.LoopFuture;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How queues introduce themselves, and what they and topics say when they refuse. */
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
    @DisplayName("what is refused says why, by what, and what to do instead")
    void refusals() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        tellsTheNextStep(assertThrows(QueueEmptyException.class, queue::getNow), "AsyncQueue");
        tellsTheNextStep(assertThrows(IllegalStateException.class, queue::taskDone), "taskDone()");
        queue.putNow("item");
        tellsTheNextStep(assertThrows(QueueFullException.class, () -> queue.putNow("b")), "full");
        var put = queue.putAsync("waits");
        var end = queue.newProducer();
        queue.shutdown();
        tellsTheNextStep(failureOf(put), "shut down", "AsyncQueue");
        tellsTheNextStep(assertThrows(QueueShutdownException.class, () -> queue.putNow("b")), "in");
        tellsTheNextStep(assertThrows(QueueShutdownException.class, queue::newProducer), "new");
        end.close();
        queue.getNow();
        tellsTheNextStep(assertThrows(QueueShutdownException.class, queue::getNow), "left");
        tellsTheNextStep(failureOf(queue.getAsync()), "left", "asSequence()");
    }

    @Test
    @DisplayName("what a topic refuses names the topic, and never the queue of a subscriber")
    void refusalsOfATopic() {
        Topic<Integer> topic = Topic.create();
        var slow =
                virtual.loop()
                        .runUntilComplete(
                                () -> {
                                    topic.subscribe(1, WhenFull.WAIT);
                                    return topic.subscribe(1, WhenFull.FAIL);
                                });
        assertTrue(topic.tryPublish(1));
        var gives = topic.publishAsync(2);
        var waits = topic.publishAsync(3);
        topic.close();
        var refusals =
                List.of(failureOf(gives), failureOf(waits), failureOf(topic.publishAsync(4)));
        for (Throwable refused : refusals) {
            tellsTheNextStep(refused, "<Topic closed", "new topic");
            assertFalse(refused.getMessage().contains("AsyncQueue"), refused::getMessage);
        }
        tellsTheNextStep(
                assertThrows(QueueShutdownException.class, () -> topic.subscribe(1, WhenFull.FAIL)),
                "<Topic closed");
        assertEquals(1, slow.nextAsync().join().get());
    }

    private static Throwable failureOf(LoopFuture<?> future) {
        return future.handle((none, thrown) -> thrown).join();
    }
}
