package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.Context;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.TaskFactory;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else builds the tasks of a loop. */
class TaskFactoryTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final List<Task<?>> made = new ArrayList<>();
    private final List<TaskOptions> seen = new ArrayList<>();

    private Task<?> make(EventLoop where, TaskFactory.Body<?> body, TaskOptions options) {
        assertSame(loop, where);
        seen.add(options);
        Task<?> task = body.newTask(options.withName("made " + made.size()));
        made.add(task);
        return task;
    }

    @Test
    @DisplayName("TASK-30 createTask returns what the factory builds")
    void theFactoryBuilds() {
        loop.setTaskFactory(this::make);

        Task<String> task = loop.createTask(() -> "value");
        Task<String> composed =
                loop.composeTask(() -> CompletableFuture.completedFuture("composed"));
        Task<String> submitted = loop.submit(() -> "submitted");

        assertEquals(List.of(task, composed, submitted), made);
        assertSame(task, made.get(0));
        assertEquals("made 0", task.name());
        assertEquals("value", loop.runUntilComplete(task));
        assertEquals("composed", loop.runUntilComplete(composed));
        assertEquals("submitted", loop.runUntilComplete(submitted));
    }

    @Test
    @DisplayName("TASK-30 the factory builds the task of a driven body and those of other bodies")
    void theFactoryBuildsAllTasks() {
        loop.setTaskFactory(this::make);

        String names =
                loop.runUntilComplete(
                        () -> {
                            var inner = Aiko.createTask(() -> "inner");
                            return Aiko.currentTask().name() + ", " + inner.name();
                        });

        assertEquals("made 0, made 1", names);
    }

    @Test
    @DisplayName("TASK-30 null brings the loop's own way back")
    void nullBringsTheDefaultBack() {
        assertNull(loop.taskFactory());
        TaskFactory factory = this::make;
        loop.setTaskFactory(factory);
        assertSame(factory, loop.taskFactory());

        loop.setTaskFactory(null);

        assertNull(loop.taskFactory());
        assertEquals("value", loop.runUntilComplete(() -> "value"));
        assertEquals(List.of(), made);
    }

    @Test
    @DisplayName("TASK-30 what the factory throws comes out of createTask")
    void whatTheFactoryThrows() {
        var failure = new IllegalStateException("no more tasks");
        loop.setTaskFactory(
                (where, body, options) -> {
                    throw failure;
                });

        var thrown =
                assertThrows(IllegalStateException.class, () -> loop.createTask(() -> "value"));

        assertSame(failure, thrown);
    }

    @Test
    @DisplayName(
            "a factory that fails after it made its task: the task is cancelled and never runs")
    void aFactoryThatFailsTooLate() {
        var failure = new IllegalStateException("too late");
        assertIsNotMade(
                IllegalStateException.class,
                (where, body, options) -> {
                    make(where, body, options);
                    throw failure;
                });
    }

    @Test
    @DisplayName("a factory that returns null, or not what it made, is told; its task is cancelled")
    void aFactoryThatReturnsSomethingElse() {
        Task<String> other = loop.createTask(() -> "other");

        assertIsNotMade(
                IllegalStateException.class,
                (where, body, options) -> {
                    make(where, body, options);
                    return null;
                });
        var thrown =
                assertIsNotMade(
                        IllegalStateException.class,
                        (where, body, options) -> {
                            make(where, body, options);
                            return other;
                        });

        assertTrue(thrown.getMessage().contains("body.newTask(options)"), thrown.getMessage());
        assertEquals("other", loop.runUntilComplete(other));
    }

    @Test
    @DisplayName(
            "a body makes one task: the second newTask is refused, and the first one cancelled")
    void twoTasksOfOneBody() {
        var thrown =
                assertIsNotMade(
                        IllegalStateException.class,
                        (where, body, options) -> {
                            make(where, body, options);
                            return body.newTask(options);
                        });

        assertTrue(thrown.getMessage().contains("one task of a body"), thrown.getMessage());
    }

    /** On the loop, and in a group of it, whose end must not wait for a task that nobody has. */
    private <X extends Exception> X assertIsNotMade(Class<X> type, TaskFactory factory) {
        made.clear();
        loop.setTaskFactory(factory);
        X thrown = assertThrows(type, () -> loop.createTask(() -> made.clear()));
        loop.setTaskFactory(null);
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    loop.setTaskFactory(factory);
                                    assertThrows(type, () -> g.createTask(() -> made.clear()));
                                    assertThrows(
                                            type, () -> await(g.startAsync(ready -> made.clear())));
                                    loop.setTaskFactory(null);
                                }));
        assertEquals(3, made.size(), "none of the bodies has run");
        made.forEach(task -> assertTrue(task.isCancelled(), () -> "not cancelled: " + task));
        return thrown;
    }

    @Test
    @DisplayName("TASK-31 the factory sees all options that were given")
    void allOptionsArePassedOn() {
        loop.setTaskFactory(this::make);
        Context context = Aiko.copyContext();
        TaskOptions options =
                TaskOptions.named("courier")
                        .withContext(context)
                        .withEager(false)
                        .withExtra("priority", 7);

        Task<String> task = loop.createTask(options, () -> "value");
        loop.createTask(() -> "no options");
        loop.createTask(TaskOptions.none().withExtra("colour", "red"), () -> {});

        assertEquals(List.of(options, TaskOptions.none()), seen.subList(0, 2));
        assertEquals(Map.of("colour", "red"), seen.get(2).extras());
        assertSame(context, seen.get(0).context());
        assertSame(context, task.context());
    }

    @Test
    @DisplayName("TASK-31 options may be read, and are never changed in place")
    void optionsAreValues() {
        TaskOptions named = TaskOptions.named("courier");
        TaskOptions more = named.withExtra("a", 1).withExtra("b", 2).withEager(true);

        assertEquals("courier", more.name());
        assertEquals(true, more.eager());
        assertEquals(Map.of("a", 1, "b", 2), more.extras());
        assertEquals(Map.of(), named.extras());
        assertNull(named.eager());
        assertNull(named.context());
        assertNull(TaskOptions.none().name());
        assertThrows(UnsupportedOperationException.class, () -> more.extras().put("c", 3));
    }
}
