package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.Bodies.stubborn;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling a wait that has a time limit. */
class WaitForCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("TMO-29 cancelling the caller cancels the stage too, with a limit and without")
    void theCallerIsCancelled() {
        Task<?> limited = loop.createTask(hanging(trail, "limited"));
        Task<?> unlimited = loop.createTask(hanging(trail, "unlimited"));
        Task<?> one = loop.createTask(() -> await(waitFor(limited, ofSeconds(5))));
        Task<?> two = loop.createTask(() -> withTimeout(null, t -> await(unlimited)));
        virtual.settle();
        one.cancel("enough");
        two.cancel("enough");
        virtual.settle();

        assertTrue(one.isCancelled());
        assertTrue(two.isCancelled());
        assertTrue(limited.isCancelled());
        assertTrue(unlimited.isCancelled());
        trail.is("limited cancelled", "unlimited cancelled");
    }

    @Test
    @DisplayName("TMO-29 cancelling the future cancels the stage too")
    void theFutureIsCancelled() {
        Task<?> task = loop.createTask(hanging(trail, "task"));
        LoopFuture<?> waiting = waitFor(task, ofSeconds(5));
        virtual.settle();
        assertTrue(waiting.cancel("enough"));
        virtual.settle();

        assertTrue(waiting.isCancelled());
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("TMO-30 a cancelled wait whose stage ignores that ends when the stage ends")
    void theStageIgnoresIt() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            String value = stubborn("value").call();
                            await(sleep(ofSeconds(10)));
                            trail.add("task ended");
                            return value;
                        });
        Task<?> caller =
                loop.createTask(
                        () -> {
                            try {
                                await(waitFor(task, ofSeconds(100)));
                            } finally {
                                trail.add("caller ended");
                            }
                        });
        virtual.settle();
        caller.cancel("enough");
        virtual.runFor(ofSeconds(5));
        assertFalse(caller.isDone());
        virtual.runFor(ofSeconds(10));

        assertTrue(caller.isDone());
        trail.is("task ended", "caller ended");
    }

    @Test
    @DisplayName("a cancel in the turn of the deadline is a cancellation, and no timeout")
    void inTheTurnOfTheDeadline() {
        Task<?> task = loop.createTask(() -> hang());
        Task<?> caller = loop.createTask(() -> await(waitFor(task, ofSeconds(1))));
        virtual.settle();
        loop.callAt(ofSeconds(1), () -> caller.cancel("enough"));
        virtual.runFor(ofSeconds(2));

        assertTrue(caller.isCancelled());
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a cancel while a late stage ends is a cancellation, and no timeout")
    void whileALateStageEnds() {
        Task<?> task = loop.createTask(endingSlowly(trail, "task", ofSeconds(100)));
        Task<?> caller = loop.createTask(() -> await(waitFor(task, ofSeconds(1))));
        virtual.runFor(ofSeconds(5));
        caller.cancel("enough");
        virtual.runFor(ofSeconds(1));

        assertTrue(caller.isCancelled(), caller::toString);
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a stage that somebody else cancels in time: a cancellation, and no timeout")
    void somebodyElseCancels() {
        Task<?> task = loop.createTask(() -> hang());
        LoopFuture<?> waiting = waitFor(task, ofSeconds(5));
        virtual.settle();
        task.cancel("by another");
        virtual.settle();

        assertTrue(waiting.isCancelled());
    }
}
