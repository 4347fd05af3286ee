package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for all items to be done, in a queue that is shut down. */
class JoinShutdownTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncQueue<Integer> queue = AsyncQueue.create(2);
    private final QueueTasks<Integer> tasks = new QueueTasks<>(virtual, queue);

    @Test
    @DisplayName("Q-21 a shutdown alone does not end the wait; what is left has to be done")
    void shutdown() {
        queue.putNow(1);
        queue.putNow(2);
        Task<?> joiner = tasks.joiner();
        queue.shutdown();
        virtual.settle();
        assertFalse(joiner.isDone());
        queue.getNow();
        queue.taskDone();
        queue.getNow();
        virtual.settle();
        assertFalse(joiner.isDone());
        queue.taskDone();
        virtual.settle();

        assertTrue(joiner.isDone());
    }

    @Test
    @DisplayName("Q-22 an immediate one throws away what is there, which counts as done")
    void immediateShutdown() {
        queue.putNow(1);
        queue.putNow(2);
        Task<?> joiner = tasks.joiner();
        queue.shutdown(true);
        virtual.settle();

        assertTrue(queue.isEmpty());
        assertEquals(0, queue.unfinished());
        assertTrue(joiner.isDone());
    }

    @Test
    @DisplayName("Q-22 so does one that was called done before it was taken")
    void doneTooEarly() {
        queue.putNow(1);
        queue.putNow(2);
        queue.taskDone();
        Task<?> joiner = tasks.joiner();
        queue.shutdown(true);
        virtual.settle();

        assertEquals(0, queue.unfinished());
        assertTrue(joiner.isDone());
        assertTrue(tasks.joiner().isDone());
    }

    @Test
    @DisplayName("Q-22 an item that somebody has is still to be done")
    void immediateShutdownWithAnItemTaken() {
        queue.putNow(1);
        queue.putNow(2);
        queue.getNow();
        Task<?> joiner = tasks.joiner();
        queue.shutdown(true);
        virtual.settle();
        assertEquals(1, queue.unfinished());
        assertFalse(joiner.isDone());
        queue.taskDone();
        virtual.settle();

        assertTrue(joiner.isDone());
    }

    @Test
    @DisplayName("Q-23 after an immediate shutdown that left nothing, calling it done is refused")
    void doneAfterAnImmediateShutdown() {
        queue.putNow(1);
        queue.shutdown(true);
        assertThrows(IllegalStateException.class, queue::taskDone);
        assertEquals(0, queue.unfinished());
    }

    @Test
    @DisplayName("Q-22 an item on its way to a getter that is cancelled counts as thrown away too")
    void onItsWayToACancelledGetter() {
        Task<Integer> getter = loop.createTask(() -> await(queue.getAsync()));
        virtual.settle();
        queue.putNow(1);
        Task<?> joiner = loop.createTask(() -> await(queue.joinAsync()));
        queue.shutdown(true);
        getter.cancel("now");
        virtual.settle();

        assertTrue(getter.isCancelled());
        assertEquals(0, queue.unfinished());
        assertTrue(queue.isEmpty());
        assertTrue(joiner.isDone());
    }
}
