package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The blocking verbs of CompletableFuture inside a body let the loop go on. */
class JoinTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("join in a body waits cooperatively")
    void joinInABody() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            for (int round = 0; round < 3; round++) {
                                yieldNow();
                                trail.add("round " + round);
                            }
                            return "value";
                        });
        loop.runUntilComplete(() -> trail.add("joined " + task.join()));

        trail.is("round 0", "round 1", "round 2", "joined value");
    }

    @Test
    @DisplayName("get in a body waits cooperatively")
    void getInABody() {
        Task<String> task = loop.createTask(() -> await(sleep(ofSeconds(1), "value")));

        assertEquals("value", loop.runUntilComplete(() -> task.get()));
    }

    @Test
    @DisplayName("get with a limit in a body takes its time from the loop, and cancels nothing")
    void getWithALimit() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(TimeoutException.class, () -> future.get(3, SECONDS));
                    assertEquals(ofSeconds(3), loop.time());
                    assertFalse(future.isDone());
                    loop.callLater(ofSeconds(1), () -> future.complete("value"));
                    assertEquals("value", future.get(3, SECONDS));
                });
    }

    @Test
    @DisplayName("failures are wrapped in the way of CompletableFuture")
    void failures() {
        var failure = new IllegalArgumentException("boom");
        loop.callLater(ofSeconds(1), () -> future.completeExceptionally(failure));
        loop.runUntilComplete(
                () -> {
                    var joined = assertThrows(CompletionException.class, future::join);
                    assertSame(failure, joined.getCause());
                    var got = assertThrows(ExecutionException.class, future::get);
                    assertSame(failure, got.getCause());
                });
    }

    @Test
    @DisplayName("a task cancelled while it joins another cancels that one, as an await does")
    void cancelledWhileJoining() {
        Task<String> inner = loop.createTask(() -> await(future));
        Task<String> outer = loop.createTask(() -> inner.join());
        virtual.settle();

        outer.cancel("enough");
        virtual.settle();

        assertTrue(outer.isCancelled());
        assertTrue(inner.isCancelled());
        assertTrue(future.isCancelled());
    }

    @Test
    @DisplayName("joining what somebody else cancelled throws the cancellation itself")
    void joiningWhatIsCancelled() {
        loop.callLater(ofSeconds(1), () -> future.cancel("by somebody else"));
        loop.runUntilComplete(
                () -> {
                    var joined = assertThrows(CancellationException.class, future::join);
                    assertEquals("by somebody else", joined.getMessage());
                    assertThrows(CancellationException.class, future::get);
                });
    }
}
