package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueEmptyException;
import dev.aiko.queue.QueueFullException;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Putting and getting. */
class QueueTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private static List<Integer> threeOneTwo(AsyncQueue<Integer> queue) {
        queue.putNow(3);
        queue.putNow(1);
        queue.putNow(2);
        return List.of(queue.getNow(), queue.getNow(), queue.getNow());
    }

    @Test
    @DisplayName("Q-01 the oldest first, the newest first, or the smallest first")
    void order() {
        assertEquals(List.of(3, 1, 2), threeOneTwo(AsyncQueue.create(3)));
        assertEquals(List.of(2, 1, 3), threeOneTwo(AsyncQueue.lifo(3)));
        assertEquals(List.of(1, 2, 3), threeOneTwo(AsyncQueue.priority(3, naturalOrder())));
    }

    @Test
    @DisplayName("Q-02 a capacity of zero or less is none: it is never full, and no put waits")
    void unbounded() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
            AsyncQueue<Integer> queue = AsyncQueue.create(capacity);
            assertEquals(0, queue.capacity());
            loop.runUntilComplete(
                    () -> {
                        loop.callSoon(trail.mark("somebody else"));
                        for (int number = 0; number < 1000; number++) {
                            await(queue.putAsync(number));
                            assertFalse(queue.isFull());
                        }
                        trail.add("put");
                    });
            assertEquals(1000, queue.size());
        }
        assertEquals("put", trail.steps().get(0));
        assertEquals(0, AsyncQueue.unbounded().capacity());
    }

    @Test
    @DisplayName("Q-03 there is nothing to get now from an empty queue")
    void empty() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        var thrown = assertThrows(QueueEmptyException.class, queue::getNow);
        assertTrue(thrown.getMessage().contains("<AsyncQueue"), thrown::getMessage);
        assertNull(queue.tryGet());
        assertTrue(queue.isEmpty());
    }

    @Test
    @DisplayName("Q-04 nothing can be put now into a full queue, and nothing is")
    void full() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        assertEquals(1, queue.capacity());
        queue.putNow("one");
        assertTrue(queue.isFull());
        var thrown = assertThrows(QueueFullException.class, () -> queue.putNow("two"));
        assertTrue(thrown.getMessage().contains("<AsyncQueue"), thrown::getMessage);
        assertFalse(queue.tryPut("two"));
        assertEquals(1, queue.size());
        assertEquals(1, queue.unfinished());
        assertEquals("one", queue.getNow());
    }

    @Test
    @DisplayName("Q-05 a get waits until an item comes, and gives it")
    void getWaits() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        Task<String> getter = loop.createTask(() -> await(queue.getAsync()));
        virtual.settle();
        assertFalse(getter.isDone());
        assertEquals(1, queue.statistics().getting());
        loop.runUntilComplete(
                () -> {
                    await(queue.putAsync("item"));
                });
        virtual.settle();

        assertEquals("item", getter.result());
        assertEquals(0, queue.size());
        assertEquals(0, queue.statistics().getting());
    }

    @Test
    @DisplayName("Q-05 a get does not suspend when there is an item")
    void getDoesNotWait() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        queue.putNow("item");
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    trail.add(await(queue.getAsync()));
                });

        trail.is("item", "somebody else");
    }

    @Test
    @DisplayName("Q-06 a put waits until there is room, and then the item is there")
    void putWaits() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        queue.putNow("first");
        Task<?> putter = loop.createTask(() -> await(queue.putAsync("second")));
        virtual.settle();
        assertFalse(putter.isDone());
        assertEquals(1, queue.statistics().putting());
        assertEquals(1, queue.unfinished());
        assertEquals("first", queue.getNow());
        assertEquals(1, queue.size());
        virtual.settle();

        assertNull(putter.result());
        assertEquals("second", queue.getNow());
        assertEquals(0, queue.statistics().putting());
    }

    @Test
    @DisplayName("Q-07 items go to those who have waited longest, and so does room")
    void inOrder() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        for (String name : new String[] {"a", "b", "c"}) {
            loop.createTask(() -> trail.add(name + " gets " + await(queue.getAsync())));
        }
        virtual.settle();
        for (int number = 1; number <= 3; number++) {
            queue.putNow("" + number);
        }
        virtual.settle();
        trail.is("a gets 1", "b gets 2", "c gets 3");

        queue.putNow("full");
        for (String name : new String[] {"x", "y", "z"}) {
            loop.createTask(
                    () -> {
                        await(queue.putAsync(name));
                        trail.add(name + " is put");
                    });
        }
        virtual.settle();
        var got = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            got.add(queue.getNow());
            virtual.settle();
        }
        assertEquals(List.of("full", "x", "y", "z"), got);
        assertEquals(List.of("x is put", "y is put", "z is put"), trail.steps().subList(3, 6));
    }
}
