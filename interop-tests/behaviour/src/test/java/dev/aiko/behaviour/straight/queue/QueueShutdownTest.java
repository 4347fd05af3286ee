package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue that takes nothing any more. */
class QueueShutdownTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncQueue<String> queue = AsyncQueue.create(2);
    private final QueueTasks<String> tasks = new QueueTasks<>(virtual, queue);

    private static void wasShutDown(Task<?> task) {
        assertInstanceOf(QueueShutdownException.class, task.exception());
        assertTrue(task.exception().getMessage().contains("AsyncQueue"));
    }

    @Test
    @DisplayName("Q-17 nothing can be put, whether there is room or not")
    void nothingCanBePut() {
        queue.putNow("one");
        assertFalse(queue.isShutdown());
        queue.shutdown();
        assertTrue(queue.isShutdown());
        wasShutDown(tasks.putter("two"));
        assertThrows(QueueShutdownException.class, () -> queue.putNow("two"));
        assertFalse(queue.tryPut("two"));
        assertTrue(queue.putAsync("two").isCompletedExceptionally());
        Wait.onAnotherThread(
                () -> assertThrows(QueueShutdownException.class, () -> queue.putBlocking("two")));

        assertEquals(1, queue.size());
        assertEquals(1, queue.unfinished());
    }

    @Test
    @DisplayName("Q-18 what is there can be had, and then nothing")
    void whatIsThereCanBeHad() {
        queue.putNow("one");
        queue.putNow("two");
        queue.shutdown();
        assertEquals("one", tasks.getter().result());
        assertEquals("two", queue.getNow());
        wasShutDown(tasks.getter());
        assertThrows(QueueShutdownException.class, queue::getNow);
        assertNull(queue.tryGet());
        Wait.onAnotherThread(() -> assertThrows(QueueShutdownException.class, queue::getBlocking));
    }

    @Test
    @DisplayName("Q-19 those who wait to get are woken and fail")
    void getters() {
        var first = tasks.getter();
        var second = tasks.getter();
        queue.shutdown();
        virtual.settle();

        wasShutDown(first);
        wasShutDown(second);
        assertEquals(0, queue.statistics().getting());
    }

    @Test
    @DisplayName("Q-20 those who wait to put are woken and fail, and their items do not get in")
    void putters() {
        queue.putNow("one");
        queue.putNow("two");
        var third = tasks.putter("three");
        var fourth = tasks.putter("four");
        queue.shutdown();
        virtual.settle();
        wasShutDown(third);
        wasShutDown(fourth);
        assertEquals("one", queue.getNow());
        assertEquals("two", queue.getNow());

        assertNull(queue.tryGet());
        assertEquals(2, queue.unfinished());
    }

    @Test
    @DisplayName("Q-24 shut down is what an empty queue says, and a full one, not empty or full")
    void shutDownFirst() {
        queue.putNow("one");
        queue.putNow("two");
        queue.shutdown();
        assertTrue(queue.isFull());
        assertThrows(QueueShutdownException.class, () -> queue.putNow("three"));
        queue.getNow();
        queue.getNow();
        assertThrows(QueueShutdownException.class, queue::getNow);
    }

    @Test
    @DisplayName("Q-22 an immediate one fails those who wait to put as well")
    void immediate() {
        queue.putNow("one");
        queue.putNow("two");
        var third = tasks.putter("three");
        queue.shutdown(true);
        virtual.settle();

        wasShutDown(third);
        assertTrue(queue.isEmpty());
        wasShutDown(tasks.getter());
    }

    @Test
    @DisplayName("a second shutdown does no harm, and an immediate one may come after a plain one")
    void twice() {
        queue.putNow("one");
        queue.shutdown();
        queue.shutdown();
        assertEquals(1, queue.size());
        queue.shutdown(true);
        assertTrue(queue.isEmpty());
        queue.shutdown();
        assertTrue(queue.isShutdown());
    }

    @Test
    @DisplayName("whoever was given an item, or room, before the shutdown keeps it")
    void givenBefore() {
        var getter = tasks.getter();
        queue.putNow("one");
        queue.shutdown();
        virtual.settle();

        assertEquals("one", getter.result());
    }

    @Test
    @DisplayName("an item that comes back after a shutdown can still be had")
    void comesBackAfterIt() {
        var getter = tasks.getter();
        queue.putNow("one");
        queue.shutdown();
        getter.cancel("now");
        virtual.settle();

        assertTrue(getter.isCancelled());
        assertEquals("one", queue.getNow());
    }

    @Test
    @DisplayName("a plain thread that waits is woken and fails")
    void aPlainThread() {
        var thread =
                new Thread(() -> assertThrows(QueueShutdownException.class, queue::getBlocking));
        thread.start();
        Wait.until("it waits", () -> queue.statistics().getting() == 1);
        queue.shutdown();
        Wait.until(thread);
    }
}
