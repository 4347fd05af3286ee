package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The timeout of a wait tells of the stage as it was, and not as the limit has left it. */
class WaitForTextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private Task<?> slowTask() {
        return loop.createTask(
                TaskOptions.named("slow one"), endingSlowly(new Trail(), "task", ofSeconds(5)));
    }

    /** Both forms of the wait, each for a stage of its own. */
    private List<LoopFuture<?>> waits(CompletableFuture<?> one, CompletableFuture<?> other) {
        return loop.runUntilComplete(
                () -> List.of(waitFor(one, ofSeconds(1)), waitForOrAbandon(other, ofSeconds(1))));
    }

    private static TimeoutException tellsOfAPendingOne(LoopFuture<?> wait) {
        var late = assertInstanceOf(TimeoutException.class, wait.exception());
        String text = late.getMessage();
        assertTrue(text.contains(" was not done within PT1S."), text);
        assertFalse(text.contains("ancel"), text);
        assertFalse(text.contains("ompleted ex"), text);
        return late;
    }

    @Test
    @DisplayName("of a task that cleans up; its cancellation is the cause when it was waited for")
    void aTask() {
        var waits = waits(slowTask(), slowTask());
        virtual.runFor(ofSeconds(10));
        var late = tellsOfAPendingOne(waits.get(0));
        assertEquals(0, late.getMessage().indexOf("<Task pending name='slow one'"));
        assertEquals(
                "the time limit of a waitFor is over",
                assertInstanceOf(CancellationException.class, late.getCause()).getMessage());

        var abandoned = tellsOfAPendingOne(waits.get(1));
        assertEquals(0, abandoned.getMessage().indexOf("<Task pending name='slow one'"));
        assertNull(abandoned.getCause(), "its end was not waited for");
    }

    @Test
    @DisplayName("of a future that is cancelled at once, which is the cause in both forms")
    void aFuture() {
        for (var wait : waits(loop.createFuture(), loop.createFuture())) {
            virtual.runFor(ofSeconds(2));
            var late = tellsOfAPendingOne(wait);
            assertEquals(0, late.getMessage().indexOf("<Future pending"));
            assertInstanceOf(CancellationException.class, late.getCause());
        }
    }

    @Test
    @DisplayName("of a foreign future, in the same way")
    void aForeignFuture() {
        for (var wait : waits(new CompletableFuture<>(), new CompletableFuture<>())) {
            virtual.runFor(ofSeconds(2));
            var late = tellsOfAPendingOne(wait);
            assertInstanceOf(CancellationException.class, late.getCause());
        }
    }

    @Test
    @DisplayName("a failure that the stage answers with is the outcome itself, and no cause")
    void aFailure() {
        var boom = new IllegalArgumentException("boom");
        Task<String> failing =
                loop.createTask(
                        () -> {
                            try {
                                endingSlowly(new Trail(), "task", ofSeconds(5)).run();
                                return "value";
                            } catch (CancellationException cancelled) {
                                throw boom;
                            }
                        });
        var wait = loop.runUntilComplete(() -> List.of(waitFor(failing, ofSeconds(1)))).get(0);
        virtual.runFor(ofSeconds(10));

        assertSame(boom, wait.exception());
        assertNull(boom.getCause());
    }
}
