package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing a loop while time limits run: what they guard ends as cancelled, and no time passes. */
class CloseWithLimitsPendingTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @AfterEach
    void noTimeHasPassedAndNothingIsReported() {
        assertEquals(ZERO, loop.time());
        assertEquals(List.of(), virtual.reports());
    }

    private static void areCancelled(List<? extends CompletableFuture<?>> futures) {
        for (CompletableFuture<?> future : futures) {
            assertTrue(future.isCancelled(), future::toString);
        }
    }

    @Test
    @DisplayName("tasks with orTimeout or completeOnTimeout, started or not, end as cancelled")
    void limitedTasks() {
        Task<String> limited = sleeping().orTimeout(1, HOURS);
        Task<String> replaced = sleeping().completeOnTimeout("instead", 1, HOURS);
        Task<String> composed =
                loop.composeTask(loop::<String>createFuture).completeOnTimeout("x", 1, HOURS);
        virtual.settle();
        Task<String> fresh = sleeping().orTimeout(1, HOURS);

        loop.close();

        areCancelled(List.of(limited, replaced, composed, fresh));
    }

    private Task<String> sleeping() {
        return loop.createTask(() -> await(sleep(ofHours(2), "value")));
    }

    @Test
    @DisplayName("futures with orTimeout or completeOnTimeout end as cancelled, whoever waits")
    void limitedFutures() {
        LoopFuture<String> limited = loop.createFuture();
        limited.orTimeout(1, HOURS);
        LoopFuture<String> replaced = loop.createFuture();
        replaced.completeOnTimeout("instead", 1, HOURS);
        LoopFuture<String> source = loop.createFuture();
        var stage = source.thenApply(String::length).orTimeout(1, HOURS);
        var waiter =
                new Thread(
                        () -> {
                            assertThrows(CancellationException.class, limited::join);
                            assertThrows(CancellationException.class, replaced::join);
                            trail.add("set free");
                        });
        waiter.start();

        loop.close();

        areCancelled(List.of(limited, replaced, stage, source));
        Wait.until(waiter);
        trail.is("set free");
    }

    @Test
    @DisplayName("a body that awaits with a limit sees a cancellation and no timeout")
    void anAwaitWithALimit() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture(), ofHours(1));
                            } catch (TimeoutException | CancellationException thrown) {
                                trail.add(thrown.getClass().getSimpleName());
                                throw thrown;
                            }
                        });
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        trail.is("CancellationException");
    }

    @Test
    @DisplayName("a value that a limited body returns instead of its cancellation still wins")
    void aValueInstead() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                return "own";
                            }
                        });
        task.completeOnTimeout("instead", 1, HOURS);
        virtual.settle();

        loop.close();

        assertEquals("own", task.result());
    }
}
