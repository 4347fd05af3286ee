package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The loop, seen by libraries that want a {@link ScheduledExecutorService}. */
class ExecutorViewTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ScheduledExecutorService view = loop.asExecutorService();
    private final Trail trail = new Trail();

    private void tick() {
        trail.add("tick at " + loop.time().toMillis());
    }

    @Test
    @DisplayName("execute and submit run on the loop, in order, and submit brings the value")
    void executeAndSubmit() throws Exception {
        view.execute(trail.mark("execute"));
        Future<String> value =
                view.submit(
                        () -> {
                            trail.add("submit");
                            return "value";
                        });
        trail.add("later");
        assertFalse(value.isDone());

        virtual.settle();

        trail.is("later", "execute", "submit");
        assertEquals("value", value.get());
    }

    @Test
    @DisplayName("a failure of a submitted call is the cause of an ExecutionException")
    void submittedFailures() {
        var failure = new IllegalArgumentException("boom");
        Future<?> failed =
                view.submit(
                        () -> {
                            throw failure;
                        });

        virtual.settle();

        assertSame(failure, assertThrows(ExecutionException.class, failed::get).getCause());
        assertTrue(virtual.reports().isEmpty());
    }

    @Test
    @DisplayName("shutting a view down ends that view and not the loop")
    void shutdownEndsTheView() throws Exception {
        ScheduledExecutorService other = loop.asExecutorService();
        assertNotSame(view, other);
        view.execute(trail.mark("accepted before"));

        view.shutdown();

        assertTrue(view.isShutdown());
        assertThrows(RejectedExecutionException.class, () -> view.execute(this::tick));
        assertThrows(RejectedExecutionException.class, () -> view.schedule(this::tick, 1, SECONDS));
        virtual.settle();
        assertTrue(view.awaitTermination(0, SECONDS));
        assertTrue(view.isTerminated());

        other.execute(trail.mark("other view"));
        loop.callSoon(trail.mark("loop"));
        virtual.settle();
        assertFalse(other.isShutdown());
        assertFalse(loop.isClosed());
        trail.is("accepted before", "other view", "loop");
    }

    @Test
    @DisplayName("shutting down now gives back what did not run")
    void shutdownNow() {
        view.execute(this::tick);
        view.schedule(this::tick, 1, SECONDS);

        assertEquals(2, view.shutdownNow().size());

        virtual.runFor(ofSeconds(2));
        assertTrue(view.isTerminated());
        trail.is();
    }

    @Test
    @DisplayName("a CompletableFuture may use the view as its executor")
    void completableFuturesUseIt() {
        var supplied = CompletableFuture.supplyAsync(() -> "value", view);

        assertEquals("value", loop.runUntilComplete(supplied));
    }

    @Test
    @DisplayName("on a closed loop a view rejects")
    void onAClosedLoop() {
        loop.close();

        assertThrows(RejectedExecutionException.class, () -> view.execute(this::tick));
        assertNull(loop.currentTask());
    }
}
