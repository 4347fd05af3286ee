package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting until everything that was put has been dealt with. */
class QueueJoinTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncQueue<Integer> queue = AsyncQueue.create(2);
    private final QueueTasks<Integer> tasks = new QueueTasks<>(virtual, queue);

    @Test
    @DisplayName("Q-14 with nothing unfinished nobody waits")
    void nothing() {
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    assertNull(await(queue.joinAsync()));
                    trail.add("goes on");
                });

        trail.is("goes on", "somebody else");
    }

    @Test
    @DisplayName("Q-15 it waits until every item is called done; taking them is not enough")
    void everyItem() {
        queue.putNow(1);
        queue.putNow(2);
        Task<?> joiner = tasks.joiner();
        queue.getNow();
        queue.getNow();
        virtual.settle();
        assertFalse(joiner.isDone());
        assertEquals(2, queue.unfinished());
        queue.taskDone();
        virtual.settle();
        assertFalse(joiner.isDone());
        queue.taskDone();
        virtual.settle();

        assertNull(joiner.result());
        assertEquals(0, queue.unfinished());
    }

    @Test
    @DisplayName("Q-15 items that come meanwhile count, and several may wait")
    void meanwhile() {
        queue.putNow(1);
        Task<?> first = tasks.joiner();
        queue.putNow(2);
        Task<?> second = tasks.joiner();
        queue.taskDone();
        virtual.settle();
        assertFalse(first.isDone());
        queue.taskDone();
        virtual.settle();

        assertTrue(first.isDone());
        assertTrue(second.isDone());
    }

    @Test
    @DisplayName("Q-15 an item that goes straight to a getter counts as well")
    void straightToAGetter() {
        Task<Integer> getter = loop.createTask(() -> await(queue.getAsync()));
        virtual.settle();
        queue.putNow(1);
        assertEquals(0, queue.size());
        assertEquals(1, queue.unfinished());
        Task<?> joiner = tasks.joiner();
        assertEquals(1, getter.result());
        assertFalse(joiner.isDone());
        queue.taskDone();
        virtual.settle();

        assertTrue(joiner.isDone());
    }

    @Test
    @DisplayName("Q-16 more is called done than was put: refused")
    void tooOften() {
        assertThrows(IllegalStateException.class, queue::taskDone);
        queue.putNow(1);
        queue.taskDone();
        var refused = assertThrows(IllegalStateException.class, queue::taskDone);
        assertTrue(refused.getMessage().contains("taskDone"), refused::getMessage);
        assertEquals(0, queue.unfinished());
    }

    @Test
    @DisplayName("a cancelled wait leaves, and the others go on")
    void cancelled() {
        queue.putNow(1);
        Task<?> first = tasks.joiner();
        Task<?> second = tasks.joiner();
        first.cancel("enough");
        virtual.settle();
        queue.taskDone();
        virtual.settle();

        assertTrue(first.isCancelled());
        assertNull(second.result());
    }
}
