package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that somebody else waits for survives the cancelling of a derived stage. */
class SharedWorkTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private Task<String> startedTask() {
        Task<String> task = loop.createTask(() -> await(sleep(ofHours(1), "value")));
        virtual.settle();
        return task;
    }

    private void isCancelled(Task<?> task) {
        virtual.settle();
        assertTrue(task.isCancelled(), task::toString);
    }

    private void goesOn(Task<String> task) {
        virtual.settle();
        assertEquals(0, task.cancelling());
        assertEquals("value", loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("a task that another stage waits for goes on, until that one is cancelled too")
    void anotherStageWaits() {
        Task<String> task = startedTask();
        var first = task.thenApply(String::length);
        var second = task.thenApply(String::isEmpty);

        first.cancel(true);
        virtual.settle();
        assertEquals(0, task.cancelling());
        assertFalse(second.isDone());

        second.cancel(true);
        isCancelled(task);
    }

    @Test
    @DisplayName("a task that another task awaits goes on")
    void anotherTaskWaits() {
        Task<String> task = startedTask();
        Task<String> waiting = loop.createTask(() -> await(task));
        virtual.settle();

        task.thenApply(String::length).cancel(true);

        goesOn(task);
        assertEquals("value", loop.runUntilComplete(waiting));
    }

    @Test
    @DisplayName("a task with a done-callback goes on")
    void aDoneCallbackWaits() {
        Task<String> task = startedTask();
        task.addDoneCallback(done -> {});

        task.thenApply(String::length).cancel(true);

        goesOn(task);
    }

    @Test
    @DisplayName("a task that is part of an allOf or an anyOf goes on")
    void allOfWaits() {
        Task<String> inAll = startedTask();
        Task<String> inAny = startedTask();
        var all = CompletableFuture.allOf(inAll, loop.createFuture());
        var any = CompletableFuture.anyOf(inAny, loop.createFuture());

        inAll.thenApply(String::length).cancel(true);
        inAny.thenApply(String::length).cancel(true);

        goesOn(inAll);
        goesOn(inAny);
        assertFalse(all.isDone());
        assertEquals("value", any.join());
    }

    @Test
    @DisplayName("a task that a thread waits for goes on")
    void aThreadWaits() {
        Task<String> task = startedTask();
        var waiter = new Thread(task::join);
        waiter.start();
        Wait.until("the thread waits", () -> waiter.getState() == Thread.State.WAITING);

        task.thenApply(String::length).cancel(true);

        goesOn(task);
        Wait.until(waiter);
    }

    @Test
    @DisplayName("a task that the loop is being driven for goes on")
    void theRunWaits() {
        Task<String> task = startedTask();
        var derived = task.thenApply(String::length);
        loop.callSoon(() -> derived.cancel(true));

        assertEquals("value", loop.runUntilComplete(task));
    }
}
