package dev.aiko.behaviour.straight.queue;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.naturalOrder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.AsyncQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The smallest item first, and of equal ones the oldest. */
class PriorityQueueTest {

    /** An item with a priority and a number. */
    private record Job(int priority, int number) {}

    private static <T> List<T> drained(AsyncQueue<T> queue) {
        var all = new ArrayList<T>();
        queue.drainTo(all);
        return all;
    }

    @Test
    @DisplayName("Q-01 a thousand items come by priority, and equals in the order of the puts")
    void stable() {
        var random = new Random(42);
        AsyncQueue<Job> queue = AsyncQueue.priority(0, comparingInt(Job::priority));
        var jobs = new ArrayList<Job>();
        for (int number = 0; number < 1000; number++) {
            var job = new Job(random.nextInt(5), number);
            jobs.add(job);
            queue.putNow(job);
        }
        jobs.sort(comparingInt(Job::priority)); // which keeps equals as they are

        assertEquals(jobs, drained(queue));
    }

    @Test
    @DisplayName("puts and gets may come in any mixture")
    void mixed() {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, Comparator.<Integer>naturalOrder());
        queue.putNow(5);
        queue.putNow(3);
        assertEquals(3, queue.getNow());
        queue.putNow(4);
        queue.putNow(9);
        assertEquals(4, queue.getNow());
        assertEquals(List.of(5, 9), drained(queue));
    }

    @Test
    @DisplayName("drainTo takes what is there in its order, at most so many")
    void drain() {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, naturalOrder());
        List.of(3, 1, 2).forEach(queue::putNow);
        var some = new ArrayList<Number>();
        assertEquals(0, queue.drainTo(some, 0));
        assertEquals(2, queue.drainTo(some, 2));
        assertEquals(List.of(1, 2), some);
        assertEquals(1, queue.drainTo(some));
        assertEquals(0, queue.drainTo(some));
        assertEquals(List.of(1, 2, 3), some);
        assertEquals(3, queue.unfinished());
        var refused = assertThrows(IllegalArgumentException.class, () -> queue.drainTo(some, -1));
        assertTrue(refused.getMessage().contains("-1"), refused::getMessage);
    }
}
