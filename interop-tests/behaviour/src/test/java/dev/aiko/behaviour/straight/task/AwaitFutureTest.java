package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for a future inside a body. */
class AwaitFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("FUT-14 awaiting what is done already does not suspend")
    void doneAlreadyDoesNotSuspend() {
        future.complete("value");
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("callback"));
                    trail.add(await(future));
                    trail.add(await(future));
                    trail.add(await(CompletableFuture.completedFuture("foreign value")));
                    await(loop.sleepAsync(ZERO));
                });

        trail.is("value", "value", "foreign value", "callback");
    }

    @Test
    @DisplayName("FUT-15 a failure is rethrown the same each time, and its stack does not grow")
    void theSameFailureEachTime() {
        var failure = new IllegalArgumentException("boom");
        int depth = failure.getStackTrace().length;
        future.completeExceptionally(failure);

        loop.runUntilComplete(
                () -> {
                    for (int time = 0; time < 10; time++) {
                        var thrown = assertThrows(failure.getClass(), () -> await(future));
                        assertSame(failure, thrown);
                    }
                });

        assertEquals(depth, failure.getStackTrace().length);
        assertEquals(0, failure.getSuppressed().length);
    }

    @Test
    @DisplayName("FUT-16 all tasks that await a future resume, in the order they began to wait")
    void waitersResumeInOrder() {
        for (int number = 1; number <= 4; number++) {
            String name = "waiter " + number + " ";
            loop.createTask(() -> trail.add(name + await(future)));
        }
        virtual.settle();

        future.complete("value");
        trail.add("completed");
        virtual.settle();

        trail.is(
                "completed",
                "waiter 1 value",
                "waiter 2 value",
                "waiter 3 value",
                "waiter 4 value");
    }

    @Test
    @DisplayName("FUT-16 tasks and callbacks share one order")
    void waitersAndCallbacksShareOneOrder() {
        loop.createTask(() -> trail.add("waiter 1 " + await(future)));
        virtual.settle();
        future.addDoneCallback(done -> trail.add("callback"));
        loop.createTask(() -> trail.add("waiter 2 " + await(future)));
        virtual.settle();

        future.complete("value");
        virtual.settle();

        trail.is("waiter 1 value", "callback", "waiter 2 value");
    }

    @Test
    @DisplayName("a waiter does not resume inside the call that completes the future")
    void waitersResumeInALaterTurn() {
        loop.createTask(() -> trail.add(await(future)));
        virtual.settle();
        loop.callSoon(
                () -> {
                    future.complete("resumed");
                    trail.add("completed");
                });
        loop.callSoon(trail.mark("queued already"));

        virtual.settle();

        trail.is("completed", "queued already", "resumed");
    }
}
