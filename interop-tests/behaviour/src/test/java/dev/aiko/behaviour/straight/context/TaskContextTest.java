package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.copyContext;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The values a task carries with it. */
class TaskContextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ContextVar<String> variable = contextVar("variable", "default");
    private final Trail trail = new Trail();

    @Test
    @DisplayName("CTX-01 a task runs in a copy of the context of its creation")
    void aCopyOfTheCreators() {
        loop.runUntilComplete(
                () -> {
                    variable.set("creator");
                    Task<?> task =
                            createTask(
                                    () -> {
                                        trail.add("task sees " + variable.get());
                                        variable.set("task");
                                        yieldNow();
                                        trail.add("task sees " + variable.get());
                                    });
                    variable.set("creator later");
                    yieldNow();
                    trail.add("creator sees " + variable.get());
                    await(task);
                    trail.add("creator sees " + variable.get());
                });

        trail.is(
                "task sees creator",
                "creator sees creator later",
                "task sees task",
                "creator sees creator later");
    }

    @Test
    @DisplayName("CTX-01 that holds for composed tasks, and for tasks created outside the loop")
    void composedTasksAndOutside() {
        Context outside = copyContext();
        outside.run(
                () -> {
                    variable.set("outside");
                    loop.createTask(() -> trail.add("task sees " + variable.get()));
                    loop.composeTask(
                            () -> {
                                trail.add("composed sees " + variable.get());
                                variable.set("composed");
                                return CompletableFuture.completedFuture("value");
                            });
                });

        virtual.settle();

        trail.is("task sees outside", "composed sees outside");
        assertEquals("outside", outside.get(variable));
        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("CTX-02 a task with a context of its own runs in that very context")
    void theVeryContext() {
        Context context = copyContext();
        Task<?> task =
                loop.createTask(
                        TaskOptions.none().withContext(context),
                        () -> {
                            variable.set("first");
                            yieldNow();
                            variable.set("second");
                        });

        virtual.oneTurn();
        assertEquals("first", context.get(variable));
        loop.runUntilComplete(task);

        assertEquals("second", context.get(variable));
        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("CTX-03 after every await the task sees its own values, whoever completed it")
    void afterEveryAwait() {
        LoopFuture<String> byTask = loop.createFuture();
        LoopFuture<String> byCallback = loop.createFuture();
        var byThread = new CompletableFuture<String>();
        Task<?> task =
                loop.createTask(
                        () -> {
                            variable.set("mine");
                            trail.add(await(byTask) + " " + variable.get());
                            trail.add(await(byCallback) + " " + variable.get());
                            trail.add(await(byThread) + " " + variable.get());
                            await(sleep(ofMillis(1)));
                            trail.add("by timer " + variable.get());
                        });
        loop.createTask(
                () -> {
                    variable.set("other");
                    byTask.complete("by task");
                });
        loop.callLater(
                ofMillis(1),
                () -> {
                    variable.set("callback");
                    byCallback.complete("by callback");
                    Wait.onAnotherThread(
                            () -> {
                                variable.set("thread");
                                byThread.complete("by thread");
                            });
                });

        loop.runUntilComplete(task);

        trail.is("by task mine", "by callback mine", "by thread mine", "by timer mine");
    }

    @Test
    @DisplayName("CTX-06 a task tells the context it runs in")
    void aTaskTellsItsContext() {
        Context context = copyContext();
        Task<?> task =
                loop.createTask(
                        TaskOptions.none().withContext(context),
                        () -> assertSame(context, currentTask().context()));
        assertSame(context, task.context());
        loop.runUntilComplete(task);

        Task<?> other = loop.createTask(() -> variable.set("other"));
        assertFalse(other.context().contains(variable));
        loop.runUntilComplete(other);
        assertEquals("other", other.context().get(variable));
    }
}
