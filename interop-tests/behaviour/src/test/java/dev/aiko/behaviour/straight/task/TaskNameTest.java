package dev.aiko.behaviour.straight.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tasks are called. */
class TaskNameTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private static long number(Task<?> task) {
        assertTrue(task.name().matches("Task-\\d+"), task.name());
        return Long.parseLong(task.name().substring("Task-".length()));
    }

    @Test
    @DisplayName("NAME-01 tasks without a name are numbered in the order of creation")
    void numberedInOrder() {
        long first = number(loop.createTask(() -> "a"));
        long second = number(loop.createTask(() -> "b"));
        loop.createTask(TaskOptions.named("named"), () -> "c");
        long third = number(loop.composeTask(loop::createFuture));

        assertEquals(first + 1, second);
        assertTrue(third > second);
    }

    @Test
    @DisplayName("NAME-01 the number does not depend on the order in which tasks run")
    void numberedAtCreation() {
        long number = number(loop.createTask(() -> "a"));
        Task<?> later = loop.createTask(() -> "b");
        virtual.settle();

        assertEquals(number + 1, number(later));
    }

    @Test
    @DisplayName("NAME-02 a name given at creation is kept, whatever it looks like")
    void givenAtCreation() {
        for (String name : new String[] {"courier", "7", "", "Task-1", "two words"}) {
            assertEquals(name, loop.createTask(TaskOptions.named(name), () -> "a").name());
        }
    }

    @Test
    @DisplayName("NAME-02 a task can be renamed, before, during and after its run")
    void renamed() {
        Task<?> task = loop.createTask(() -> Aiko.currentTask().rename("during"));
        task.rename("before");
        assertEquals("before", task.name());

        virtual.settle();
        assertEquals("during", task.name());

        task.rename("after");
        assertEquals("after", task.name());
    }
}
