package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is called back when a future is done, when, and with what. */
class DoneCallbackTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    private Consumer<LoopFuture<String>> mark(String name) {
        return done -> trail.add(name);
    }

    @Test
    @DisplayName("FUT-07 callbacks run in a later turn, in order, each with the future itself")
    void inALaterTurnInOrder() {
        for (int number = 1; number <= 3; number++) {
            String name = "callback " + number;
            future.addDoneCallback(
                    done -> {
                        assertSame(future, done);
                        trail.add(name);
                    });
        }

        future.complete("value");
        trail.add("completed");
        virtual.oneTurn();

        trail.is("completed", "callback 1", "callback 2", "callback 3");
    }

    @Test
    @DisplayName("FUT-07 callbacks do not run inside the call on the running loop either")
    void notInsideTheCall() {
        LoopFuture<String> failed = loop.createFuture();
        LoopFuture<String> cancelled = loop.createFuture();
        future.addDoneCallback(mark("value"));
        failed.addDoneCallback(mark("failure"));
        cancelled.addDoneCallback(mark("cancellation"));
        loop.callSoon(
                () -> {
                    future.complete("value");
                    failed.completeExceptionally(new IllegalArgumentException("boom"));
                    cancelled.cancel("enough");
                    trail.add("completed");
                });
        loop.callSoon(trail.mark("queued already"));

        virtual.settle();

        trail.is("completed", "queued already", "value", "failure", "cancellation");
        assertEquals("boom", failed.exception().getMessage());
    }

    @Test
    @DisplayName("FUT-07 a future completed by another thread calls back on the loop")
    void onTheLoopWhoeverCompletes() {
        future.addDoneCallback(done -> trail.add(Thread.currentThread().getName()));
        Wait.onAnotherThread(() -> future.complete("value"));
        trail.is();

        virtual.settle();

        trail.is(Thread.currentThread().getName());
    }

    @Test
    @DisplayName("FUT-08 on a finished future a callback waits for a later turn too")
    void onAFinishedFuture() {
        future.complete("value");

        future.addDoneCallback(mark("callback"));
        trail.add("added");
        virtual.oneTurn();

        trail.is("added", "callback");
    }

    @Test
    @DisplayName("FUT-08 a callback added by a callback runs a turn later")
    void addedByACallback() {
        future.addDoneCallback(
                done -> {
                    done.addDoneCallback(mark("inner"));
                    trail.add("outer");
                });
        future.addDoneCallback(mark("other"));
        future.complete("value");

        virtual.settle();

        trail.is("outer", "other", "inner");
    }

    @Test
    @DisplayName("FUT-09 a callback added three times is called three times")
    void addedThreeTimes() {
        Consumer<LoopFuture<String>> callback = mark("callback");
        future.addDoneCallback(callback);
        future.addDoneCallback(mark("other"));
        future.addDoneCallback(callback);
        future.addDoneCallback(callback);
        future.complete("value");

        virtual.settle();

        trail.is("callback", "other", "callback", "callback");
    }

    @Test
    @DisplayName("FUT-09 one removal takes all registrations of a callback and counts them")
    void removedAllAtOnce() {
        Consumer<LoopFuture<String>> callback = mark("callback");
        future.addDoneCallback(callback);
        future.addDoneCallback(mark("other"));
        future.addDoneCallback(callback);

        assertEquals(2, future.removeDoneCallback(callback));
        assertEquals(0, future.removeDoneCallback(callback));
        future.complete("value");
        virtual.settle();

        trail.is("other");
    }

    @Test
    @DisplayName("FUT-10 removing an unknown callback returns zero and disturbs nothing")
    void removingAnUnknownOne() {
        assertEquals(0, future.removeDoneCallback(mark("unknown")));
        future.addDoneCallback(mark("callback"));

        assertEquals(0, future.removeDoneCallback(mark("unknown")));

        future.complete("value");
        virtual.settle();
        assertEquals(0, future.removeDoneCallback(mark("unknown")));
        trail.is("callback");
    }

    @Test
    @DisplayName("a callback that fails is reported, and the others still run")
    void aFailingCallback() {
        var failure = new IllegalStateException("boom");
        future.addDoneCallback(
                done -> {
                    throw failure;
                });
        future.addDoneCallback(mark("other"));
        future.complete("value");

        virtual.settle();

        trail.is("other");
        assertSame(failure, virtual.reports().get(0).exception());
    }

    @Test
    @DisplayName("a task calls back when its body has ended, not when it is asked to stop")
    void aTaskCallsBackAtItsEnd() {
        var task =
                loop.createTask(
                        () -> {
                            try {
                                await(future);
                            } finally {
                                trail.add("body ended");
                            }
                        });
        task.addDoneCallback(done -> trail.add("called back"));
        virtual.settle();

        task.cancel("enough");
        trail.add("asked to stop");
        virtual.settle();

        trail.is("asked to stop", "body ended", "called back");
    }
}
