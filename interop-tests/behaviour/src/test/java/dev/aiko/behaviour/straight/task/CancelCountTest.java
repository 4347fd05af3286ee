package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests to stop are counted, and can be taken back. */
class CancelCountTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));

    @Test
    @DisplayName("TASK-22 each request on an unfinished task counts and returns true")
    void eachRequestCounts() {
        assertEquals(0, task.cancelling());
        virtual.settle();

        for (int count = 1; count <= 3; count++) {
            assertTrue(task.cancel("request " + count));
            assertEquals(count, task.cancelling());
        }
    }

    @Test
    @DisplayName("TASK-22 requests before the first step count too")
    void beforeTheFirstStep() {
        assertTrue(task.cancel("one"));
        assertTrue(task.cancel(true));
        assertEquals(2, task.cancelling());
    }

    @Test
    @DisplayName("TASK-22 a request on a finished task does not count")
    void notOnAFinishedTask() {
        task.cancel("enough");
        virtual.settle();

        assertFalse(task.cancel("too late"));

        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("TASK-23 uncancel takes one request back and says how many are left")
    void uncancelTakesOneBack() {
        virtual.settle();
        task.cancel("one");
        task.cancel("two");

        assertEquals(1, task.uncancel());
        assertEquals(1, task.cancelling());
        assertEquals(0, task.uncancel());
        assertEquals(0, task.cancelling());
    }

    @Test
    @DisplayName("TASK-23 uncancel never goes below zero")
    void neverBelowZero() {
        assertEquals(0, task.uncancel());
        assertEquals(0, task.uncancel());

        task.cancel("one");

        assertEquals(1, task.cancelling());
    }

    @Test
    @DisplayName("TASK-25 uncancel on a finished task does not change its outcome")
    void uncancelAfterTheEnd() {
        virtual.settle();
        task.cancel("enough");
        virtual.settle();
        assertTrue(task.isCancelled());

        assertEquals(0, task.uncancel());

        assertTrue(task.isCancelled());
        var thrown = assertThrows(CancellationException.class, task::result);
        assertEquals("enough", thrown.getMessage());
    }
}
