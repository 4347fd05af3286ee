package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.TaskFactory;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who decides whether a task starts eagerly. */
class EagerOptionsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("EAGER-07 a single task may be eager under the default factory")
    void oneEagerTask() {
        loop.runUntilComplete(
                () -> {
                    assertTrue(createTask(TaskOptions.eagerly(), () -> "value").isDone());
                    assertFalse(createTask(() -> "value").isDone());
                });
    }

    @Test
    @DisplayName("EAGER-07 a single task may be lazy under the eager factory")
    void oneLazyTask() {
        loop.setTaskFactory(TaskFactory.eager());
        loop.runUntilComplete(
                () -> {
                    TaskOptions lazily = TaskOptions.none().withEager(false);
                    assertFalse(createTask(lazily, () -> "value").isDone());
                    assertTrue(createTask(() -> "value").isDone());
                });
    }

    @Test
    @DisplayName("EAGER-07 composed tasks may be eager too")
    void eagerComposedTasks() {
        loop.runUntilComplete(
                () -> {
                    var stage = new CompletableFuture<String>();
                    Task<String> done =
                            composeTask(
                                    TaskOptions.eagerly(),
                                    () -> CompletableFuture.completedFuture("value"));
                    Task<String> waiting =
                            composeTask(
                                    TaskOptions.eagerly(),
                                    () -> {
                                        trail.add("first step");
                                        return stage;
                                    });
                    trail.add("created");
                    assertEquals("value", await(done));
                    stage.complete("later");
                    assertEquals("later", await(waiting));
                });

        trail.is("first step", "created");
    }

    @Test
    @DisplayName("EAGER-08 an eager factory builds its tasks with the constructor given to it")
    void withAConstructorOfItsOwn() {
        loop.setTaskFactory(
                TaskFactory.eager(
                        (where, body, options) -> {
                            trail.add("eager " + options.eager());
                            return body.newTask(options.withName("built"));
                        }));

        loop.runUntilComplete(
                () -> {
                    Task<?> task = createTask(() -> trail.add("body"));
                    trail.add(task.name() + ", done " + task.isDone());
                    createTask(TaskOptions.none().withEager(false), () -> {});
                });

        trail.is("eager true", "eager true", "body", "built, done true", "eager false");
    }

    @Test
    @DisplayName("an eager step sees a copy of its creator's context, and changes only that copy")
    void theContextOfAnEagerStep() {
        ContextVar<String> variable = Aiko.contextVar("variable", "default");
        loop.runUntilComplete(
                () -> {
                    variable.set("creator");
                    createTask(
                            TaskOptions.eagerly(),
                            () -> {
                                trail.add(variable.get());
                                variable.set("task");
                                yieldNow();
                                trail.add(variable.get());
                            });
                    trail.add(variable.get());
                    yieldNow();
                    yieldNow();
                });

        trail.is("creator", "creator", "task");
    }

    @Test
    @DisplayName("eager bodies that wait for each other's work do not keep the loop from going on")
    void manyEagerTasks() {
        int count = 200;
        loop.runUntilComplete(
                () -> {
                    var tasks = new Task<?>[count];
                    for (int number = 0; number < count; number++) {
                        Task<?> before = number == 0 ? null : tasks[number - 1];
                        tasks[number] =
                                createTask(
                                        TaskOptions.eagerly(),
                                        () -> {
                                            yieldNow();
                                            if (before != null) {
                                                await(before);
                                            }
                                        });
                    }
                    await(tasks[count - 1]);
                });
    }
}
