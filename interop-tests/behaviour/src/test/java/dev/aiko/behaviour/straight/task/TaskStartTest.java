package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
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
import dev.aiko.task.TaskState;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a task begins, and what its body's value is. */
class TaskStartTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("TASK-01 creating a task runs nothing of its body")
    void creatingRunsNothing() {
        loop.runUntilComplete(
                () -> {
                    Task<?> task = createTask(() -> trail.add("body"));
                    trail.add("created");
                    assertFalse(task.isDone());
                    yieldNow();
                    trail.add("one turn later");
                });

        trail.is("created", "body", "one turn later");
    }

    @Test
    @DisplayName("TASK-01 tasks take their first steps in the order of creation")
    void firstStepsInOrder() {
        for (int number = 1; number <= 4; number++) {
            String name = "task " + number;
            loop.createTask(
                    () -> {
                        trail.add(name + " first");
                        yieldNow();
                        trail.add(name + " second");
                    });
        }
        trail.is();

        virtual.settle();

        trail.is(
                "task 1 first",
                "task 2 first",
                "task 3 first",
                "task 4 first",
                "task 1 second",
                "task 2 second",
                "task 3 second",
                "task 4 second");
    }

    @Test
    @DisplayName("TASK-09 a body that returns a future has that future as its value, pending still")
    void aFutureAsValue() {
        LoopFuture<String> future = loop.createFuture();
        Task<LoopFuture<String>> task = loop.createTask(() -> future);

        assertSame(future, loop.runUntilComplete(task));

        assertTrue(task.isDone());
        assertFalse(future.isDone());
    }

    @Test
    @DisplayName("TASK-12 a task cancelled before its first step runs no statement of its body")
    void cancelledBeforeTheFirstStep() {
        Task<?> task = loop.createTask(() -> trail.add("body"));

        assertTrue(task.cancel("not needed"));
        assertFalse(task.isDone());
        virtual.settle();

        assertTrue(task.isCancelled());
        assertEquals(TaskState.CANCELLED, task.state());
        var thrown = assertThrows(CancellationException.class, task::result);
        assertEquals("not needed", thrown.getMessage());
        trail.is();
    }

    @Test
    @DisplayName("TASK-12 that holds for a composed task as well")
    void aComposedTaskCancelledBefore() {
        Task<String> task =
                loop.composeTask(
                        () -> {
                            trail.add("body");
                            return loop.createFuture();
                        });

        task.cancel("not needed");
        virtual.settle();

        assertTrue(task.isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("between two awaits nothing else of the loop runs")
    void nothingRunsInBetween() {
        var counter = new int[1];
        var tasks = 20;
        for (int number = 0; number < tasks; number++) {
            loop.createTask(
                    () -> {
                        for (int round = 0; round < 50; round++) {
                            int seen = counter[0];
                            Thread.yield();
                            counter[0] = seen + 1;
                            yieldNow();
                        }
                    });
        }
        loop.runUntilComplete(
                () -> {
                    while (counter[0] < tasks * 50) {
                        yieldNow();
                    }
                });

        assertEquals(tasks * 50, counter[0]);
    }

    @Test
    @DisplayName("a task may create tasks and await them, many levels deep")
    void manyLevelsDeep() {
        assertEquals(100, loop.runUntilComplete(() -> depth(100)));
    }

    private static int depth(int levels) {
        return levels == 0 ? 0 : 1 + await(createTask(() -> depth(levels - 1)));
    }
}
