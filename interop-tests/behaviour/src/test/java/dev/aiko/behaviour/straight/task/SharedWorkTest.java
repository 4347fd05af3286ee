package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
    private final HoursOfWork work = new HoursOfWork(virtual);

    @Test
    @DisplayName("a task that another stage waits for goes on, until that one is cancelled too")
    void anotherStageWaits() {
        Task<String> task = work.startedTask();
        var first = task.thenApply(String::length);
        var second = task.thenApply(String::isEmpty);

        first.cancel(true);
        virtual.settle();
        assertEquals(0, task.cancelling());
        assertFalse(second.isDone());

        second.cancel(true);
        work.isCancelled(task);
    }

    @Test
    @DisplayName("a task that another task awaits goes on")
    void anotherTaskWaits() {
        Task<String> task = work.startedTask();
        Task<String> waiting = loop.createTask(() -> await(task));
        virtual.settle();

        task.thenApply(String::length).cancel(true);

        work.goesOn(task);
        assertEquals("value", loop.runUntilComplete(waiting));
    }

    @Test
    @DisplayName("a task with a done-callback goes on")
    void aDoneCallbackWaits() {
        Task<String> task = work.startedTask();
        task.addDoneCallback(done -> {});

        task.thenApply(String::length).cancel(true);

        work.goesOn(task);
    }

    @Test
    @DisplayName("a task that is part of an allOf or an anyOf goes on")
    void allOfWaits() {
        Task<String> inAll = work.startedTask();
        Task<String> inAny = work.startedTask();
        var all = CompletableFuture.allOf(inAll, loop.createFuture());
        var any = CompletableFuture.anyOf(inAny, loop.createFuture());

        inAll.thenApply(String::length).cancel(true);
        inAny.thenApply(String::length).cancel(true);

        work.goesOn(inAll);
        work.goesOn(inAny);
        assertFalse(all.isDone());
        assertEquals("value", any.join());
    }

    @Test
    @DisplayName("a task that a thread waits for goes on")
    void aThreadWaits() {
        Task<String> task = work.startedTask();
        var waiter = new Thread(task::join);
        waiter.start();
        Wait.until("the thread waits", () -> waiter.getState() == Thread.State.WAITING);

        task.thenApply(String::length).cancel(true);

        work.goesOn(task);
        Wait.until(waiter);
    }

    @Test
    @DisplayName("a task that the loop is being driven for goes on")
    void theRunWaits() {
        Task<String> task = work.startedTask();
        var derived = task.thenApply(String::length);
        loop.callSoon(() -> derived.cancel(true));

        assertEquals("value", loop.runUntilComplete(task));
    }
}
