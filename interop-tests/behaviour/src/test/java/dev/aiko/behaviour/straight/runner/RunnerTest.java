package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.copyContext;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A runner that is driven by its caller. */
class RunnerTest {

    private final Trail trail = new Trail();

    @Test
    @DisplayName("RUN-10 all runs share one loop and one context")
    void oneLoopAndOneContext() {
        ContextVar<String> variable = contextVar("variable", "default");
        try (var runner = Runner.create()) {
            EventLoop loop = runner.run(() -> runningLoop());
            runner.run(() -> variable.set("from the first run"));

            assertSame(loop, runner.run(() -> runningLoop()));
            assertEquals("from the first run", runner.run(() -> variable.get()));
        }
        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("RUN-10 a run may have a context and a name of its own")
    void optionsOfARun() {
        ContextVar<String> variable = contextVar("variable", "default");
        Context context = copyContext();
        TaskOptions options = TaskOptions.named("courier").withContext(context);
        try (var runner = Runner.create()) {
            runner.run(
                    options,
                    () -> {
                        variable.set("inside");
                        trail.add(currentTask().name());
                        return null;
                    });
            assertEquals("default", runner.run(() -> variable.get()));
        }
        assertEquals("inside", context.get(variable));
        trail.is("courier");
    }

    @Test
    @DisplayName("RUN-10 a task that one run leaves behind goes on in the next")
    void tasksGoOnInTheNextRun() {
        try (var runner = Runner.create()) {
            Task<?> left =
                    runner.run(
                            () ->
                                    Aiko.createTask(
                                            () -> {
                                                yieldNow();
                                                yieldNow();
                                                trail.add("went on");
                                            }));
            assertFalse(left.isDone());
            runner.run(() -> await(left));
        }
        trail.is("went on");
    }

    @Test
    @DisplayName("RUN-11 a closed runner refuses everything but closing")
    void aClosedRunner() {
        var runner = Runner.create();
        EventLoop loop = runner.loop();
        runner.run(() -> {});

        runner.close();
        assertDoesNotThrow(runner::close);

        assertTrue(loop.isClosed());
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, runner::loop));
        Sentences.tellsTheNextStep(
                assertThrows(
                        IllegalStateException.class, () -> runner.run(() -> trail.add("never"))));
        trail.is();
    }

    @Test
    @DisplayName("RUN-11 closing a runner that never started is harmless")
    void neverStarted() {
        var runner = Runner.create();

        assertDoesNotThrow(runner::close);
        assertDoesNotThrow(runner::close);

        assertThrows(IllegalStateException.class, runner::loop);
        assertThrows(IllegalStateException.class, Aiko::eventLoop);
    }

    @Test
    @DisplayName("two threads cannot run one runner at the same time")
    void oneRunAtATime() {
        var inside = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var runner = Runner.create()) {
            EventLoop loop = runner.loop();
            var first =
                    new Thread(
                            () ->
                                    runner.run(
                                            () -> {
                                                inside.countDown();
                                                Aiko.blocking(() -> Wait.until(release));
                                            }));
            first.start();
            Wait.until(inside);

            assertThrows(IllegalStateException.class, () -> runner.run(() -> trail.add("second")));

            release.countDown();
            Wait.until(first);
            assertFalse(loop.isClosed());
        }
        trail.is();
    }
}
