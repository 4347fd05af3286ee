package dev.aiko.behaviour.straight.debug;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.waitFor;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is told in passing, callbacks and causes, may have no text either. */
class BrokenNeighbourTextTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private static final class Mute implements Consumer<Object> {
        @Override
        public void accept(Object done) {}

        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class MuteFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class MuteCancellation extends CancellationException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private Task<String> stubborn() {
        return loop.createTask(
                () -> {
                    while (true) {
                        try {
                            return await(loop.<String>createFuture());
                        } catch (CancellationException cancelled) {
                            // Waits on.
                        }
                    }
                });
    }

    @Test
    @DisplayName("a future with a done-callback without a text can be told")
    void aDoneCallback() {
        LoopFuture<String> future = loop.createFuture();
        future.addDoneCallback(new Mute());

        assertDoesNotThrow(future::toString);
    }

    @Test
    @DisplayName("a time limit of such a future is kept")
    void aTimeLimit() {
        LoopFuture<String> future = loop.createFuture();
        future.addDoneCallback(new Mute());
        future.orTimeout(1, SECONDS);

        virtual.runFor(ofSeconds(2));

        assertInstanceOf(TimeoutException.class, future.exception());
    }

    @Test
    @DisplayName("a time limit of such a task is kept")
    void aTimeLimitOfATask() {
        Task<?> task = loop.createTask(() -> await(loop.createFuture()));
        task.addDoneCallback(new Mute());
        task.orTimeout(1, SECONDS);

        virtual.runFor(ofSeconds(2));

        assertInstanceOf(TimeoutException.class, task.exception());
    }

    @Test
    @DisplayName("closing abandons such a task like any other")
    void anAbandonedTask() {
        Task<String> task = stubborn();
        task.addDoneCallback(new Mute());
        Task<String> other = stubborn();
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        assertTrue(other.isCancelled());
    }

    @Test
    @DisplayName("in debug mode such a task keeps the value it returns after a cancel")
    void aSwallowedCancel() {
        loop.setDebug(true);
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                return "value";
                            }
                        });
        task.addDoneCallback(new Mute());
        virtual.settle();
        task.cancel("enough");
        virtual.settle();

        assertEquals("value", task.result());
    }

    @Test
    @DisplayName("a cancellation without a text does not keep its task from being told")
    void aCancellation() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw new MuteCancellation();
                        });
        virtual.settle();

        assertTrue(task.isCancelled());
        assertDoesNotThrow(task::toString);
    }

    @Test
    @DisplayName("the stack of a failure without a text can be printed")
    void aPrintedStack() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw new MuteFailure();
                        });
        virtual.settle();

        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        assertDoesNotThrow(() -> task.printStack(nowhere));
        assertInstanceOf(MuteFailure.class, task.exception());
    }

    @Test
    @DisplayName("a body that wraps a failure without a text ends")
    void aWrappedFailure() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw new CompletionException("wrapped", new MuteFailure());
                        });

        var driver = new Thread(virtual::settle);
        driver.setDaemon(true);
        driver.start();
        Wait.until(driver);

        assertTrue(task.isCompletedExceptionally());
        assertFalse(task.isCancelled());
    }

    private static final class MuteStage extends CompletableFuture<String> {
        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }

    @Test
    @DisplayName("an await with a limit times out although the stage has no text")
    void anAwaitWithALimit() {
        Task<String> task = loop.createTask(() -> await(new MuteStage(), ofHours(1)));
        virtual.runFor(ofHours(2));
        assertInstanceOf(TimeoutException.class, task.exception());
    }

    @Test
    @DisplayName("and so does a waitFor")
    void aWaitFor() {
        Task<String> task = loop.createTask(() -> await(waitFor(new MuteStage(), ofHours(1))));
        virtual.runFor(ofHours(2));
        assertInstanceOf(TimeoutException.class, task.exception());
    }

    @Test
    @DisplayName("a failure that comes behind a shield is told although the stage has no text")
    void aLostFailure() {
        var stage = new MuteStage();
        loop.runUntilComplete(() -> shield(stage).cancel("enough"));
        stage.completeExceptionally(new IllegalStateException("boom"));

        assertEquals(1, virtual.reports().size());
    }

    @Test
    @DisplayName("a group whose child fails without a text ends")
    void aGroup() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        group -> {
                                            group.createTask(
                                                    () -> {
                                                        throw new MuteFailure();
                                                    });
                                        }));
        virtual.settle();

        assertInstanceOf(TaskGroupException.class, task.exception());
    }
}
