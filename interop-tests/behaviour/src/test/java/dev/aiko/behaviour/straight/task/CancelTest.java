package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking a task to stop. */
class CancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    /** Awaits, and tells how that ended. */
    private <T> T told(String name, CompletionStage<T> stage) {
        try {
            return await(stage);
        } catch (CancellationException cancelled) {
            trail.add(name + " cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
    }

    @Test
    @DisplayName("TASK-10 cancel returns true on an unfinished task and false on a finished one")
    void whatCancelReturns() {
        Task<String> pending = loop.createTask(() -> await(future));
        Task<String> done = loop.createTask(() -> "value");
        virtual.settle();

        assertTrue(pending.cancel("enough"));
        assertFalse(done.cancel("too late"));
        assertFalse(done.cancel(true));
        virtual.settle();

        assertFalse(pending.cancel("too late"));
        assertEquals("value", done.result());
        assertEquals(0, done.cancelling());
    }

    @Test
    @DisplayName("TASK-11 cancel asks, and the task is cancelled when its body lets the error out")
    void cancelAsksAndTheEndIsReal() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } finally {
                                await(sleep(ofSeconds(5)));
                                trail.add("cleaned up at " + loop.time().toSeconds());
                            }
                        });
        virtual.settle();

        assertTrue(task.cancel("enough"));
        assertFalse(task.isDone());
        assertFalse(task.isCancelled());

        virtual.runFor(ofSeconds(4));
        assertFalse(task.isDone());

        virtual.runFor(ofSeconds(2));
        assertTrue(task.isCancelled());
        trail.is("cleaned up at 5");
    }

    @Test
    @DisplayName("TASK-11 the flag of cancel(boolean) makes no difference")
    void theFlagMakesNoDifference() {
        for (boolean flag : new boolean[] {true, false}) {
            Task<String> task = loop.createTask(() -> told("" + flag, loop.<String>createFuture()));
            virtual.settle();
            assertTrue(task.cancel(flag));
            virtual.settle();
            assertTrue(task.isCancelled());
        }
        trail.is("true cancelled: null", "false cancelled: null");
    }

    @Test
    @DisplayName("TASK-13 the awaited future is cancelled before cancel returns")
    void theAwaitedFutureAtOnce() {
        Task<String> task = loop.createTask(() -> told("task", future));
        loop.callLater(
                ofSeconds(1),
                () -> {
                    task.cancel("enough");
                    trail.add("future cancelled " + future.isCancelled());
                    trail.add("task done " + task.isDone());
                });

        virtual.runFor(ofSeconds(2));

        trail.is("future cancelled true", "task done false", "task cancelled: enough");
    }

    @Test
    @DisplayName("TASK-14 cancelling goes all the way down, and each level sees it at its await")
    void allTheWayDown() {
        Task<String> inner = loop.createTask(() -> told("inner", future));
        Task<String> middle = loop.createTask(() -> told("middle", inner));
        Task<String> outer = loop.createTask(() -> told("outer", middle));
        virtual.settle();

        outer.cancel("enough");
        virtual.settle();

        trail.is("inner cancelled: enough", "middle cancelled: enough", "outer cancelled: enough");
        assertTrue(future.isCancelled());
        for (Task<String> task : List.of(inner, middle, outer)) {
            assertTrue(task.isCancelled());
            assertEquals(1, task.cancelling());
        }
    }

    @Test
    @DisplayName("TASK-14 a level that swallows the cancellation shields the ones above it")
    void aLevelThatSwallows() {
        Task<String> inner =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } catch (CancellationException cancelled) {
                                return "swallowed";
                            }
                        });
        Task<String> outer = loop.createTask(() -> "got " + told("outer", inner));
        virtual.settle();

        outer.cancel("enough");
        virtual.settle();

        assertEquals("swallowed", inner.result());
        assertEquals("got swallowed", outer.result());
        assertEquals(1, outer.cancelling());
    }

    @Test
    @DisplayName("a task cancelled in its cleanup sees the second request there")
    void cancelledTwice() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return told("work", future);
                            } finally {
                                told("cleanup", loop.createFuture());
                            }
                        });
        virtual.settle();
        task.cancel("first");
        virtual.settle();

        assertTrue(task.cancel("second"));
        virtual.settle();

        trail.is("work cancelled: first", "cleanup cancelled: second");
        var thrown = assertThrows(CancellationException.class, task::result);
        assertEquals("second", thrown.getMessage());
        assertEquals(2, task.cancelling());
    }
}
