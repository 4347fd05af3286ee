package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Items that came to somebody who was cancelled: they go back to their place. */
class PutBackTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private List<Task<String>> getters(AsyncQueue<String> queue, int count) {
        var getters = new ArrayList<Task<String>>();
        for (int i = 0; i < count; i++) {
            getters.add(loop.createTask(() -> await(queue.getAsync())));
        }
        virtual.settle();
        return getters;
    }

    private static List<String> drained(AsyncQueue<String> queue) {
        var all = new ArrayList<String>();
        queue.drainTo(all);
        return all;
    }

    @Test
    @DisplayName("the first of a queue is its first again")
    void firstAgain() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        var getter = getters(queue, 1).get(0);
        List.of("a", "b", "c").forEach(queue::putNow);
        getter.cancel("now");
        virtual.settle();

        assertEquals(List.of("a", "b", "c"), drained(queue));
        assertEquals(3, queue.unfinished());
    }

    @Test
    @DisplayName("the newest that came, when what came later is there too, stands behind that")
    void newestFirst() {
        AsyncQueue<String> queue = AsyncQueue.lifo(0);
        var getter = getters(queue, 1).get(0);
        queue.putNow("a");
        getter.cancel("now");
        virtual.settle();
        queue.putNow("b");

        assertEquals(List.of("b", "a"), drained(queue));
    }

    @Test
    @DisplayName("by priority it goes before its equals, and behind what is smaller")
    void byPriority() {
        AsyncQueue<String> queue = AsyncQueue.priority(0, Comparator.comparingInt(String::length));
        var getter = getters(queue, 1).get(0);
        List.of("bb", "b1", "c", "ddd").forEach(queue::putNow);
        getter.cancel("now");
        virtual.settle();

        assertEquals(List.of("c", "bb", "b1", "ddd"), drained(queue));
    }

    @Test
    @DisplayName("a queue that is full takes it back all the same, and lets nobody in for it")
    void beyondTheCapacity() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        var getter = getters(queue, 1).get(0);
        queue.putNow("a");
        queue.putNow("b");
        var putter = loop.createTask(() -> await(queue.putAsync("c")));
        getter.cancel("now");
        virtual.settle();
        assertEquals(2, queue.size());
        assertTrue(queue.isFull());
        assertEquals("a", queue.getNow());
        virtual.settle();
        assertFalse(putter.isDone());
        assertEquals("b", queue.getNow());
        virtual.settle();

        assertTrue(putter.isDone());
        assertEquals(List.of("c"), drained(queue));
    }

    @Test
    @DisplayName("two that come back, the earlier first, are in their order again")
    void twoInOrder() {
        twoComeBack(0, 1);
    }

    @Test
    @DisplayName("two that come back, the later first, are in their order again")
    void twoInReverse() {
        twoComeBack(1, 0);
    }

    private void twoComeBack(int first, int second) {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        var getters = getters(queue, 2);
        List.of("a", "b", "c").forEach(queue::putNow);
        getters.get(first).cancel("now");
        getters.get(second).cancel("now");
        virtual.settle();

        assertEquals(List.of("a", "b", "c"), drained(queue));
    }

    @Test
    @DisplayName("two equals of a priority queue that come back are in their order again")
    void twoEquals() {
        AsyncQueue<String> queue = AsyncQueue.priority(0, Comparator.comparingInt(String::length));
        var getters = getters(queue, 2);
        List.of("a", "b", "c").forEach(queue::putNow);
        getters.forEach(getter -> getter.cancel("now"));
        virtual.settle();

        assertEquals(List.of("a", "b", "c"), drained(queue));
    }

    @Test
    @DisplayName("when the one in front of several is cancelled, the item goes to the next of them")
    void toTheNextOfThem() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        var getters = getters(queue, 3);
        queue.putNow("a");
        queue.putNow("b");
        getters.get(0).cancel("now");
        virtual.settle();

        assertEquals("b", getters.get(1).result());
        assertEquals("a", getters.get(2).result());
    }

    @Test
    @DisplayName("a put that is undone takes out its own item, and not an equal one")
    void theVeryItem() {
        AsyncQueue<StringBuilder> queue = AsyncQueue.create(2);
        var mine = new StringBuilder("same");
        var other = new StringBuilder("same");
        queue.putNow(new StringBuilder("first"));
        queue.putNow(other);
        var putter = loop.createTask(() -> await(queue.putAsync(mine)));
        virtual.settle();
        queue.getNow();
        putter.cancel("now");
        virtual.settle();

        assertEquals(1, queue.size());
        assertTrue(queue.getNow() == other);
    }
}
