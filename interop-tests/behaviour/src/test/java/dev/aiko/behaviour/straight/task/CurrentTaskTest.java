package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which task is running. */
class CurrentTaskTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("NAME-05 inside a task it is that task, after every await, though others run too")
    void interleavingTasks() {
        var tasks = new Task<?>[5];
        for (int number = 0; number < tasks.length; number++) {
            int mine = number;
            tasks[number] =
                    loop.createTask(
                            () -> {
                                for (int round = 0; round < 10; round++) {
                                    assertSame(tasks[mine], currentTask());
                                    assertSame(tasks[mine], loop.currentTask());
                                    yieldNow();
                                }
                                await(sleep(ofSeconds(mine)));
                                assertSame(tasks[mine], currentTask());
                            });
        }

        for (Task<?> task : tasks) {
            loop.runUntilComplete(task);
        }
    }

    @Test
    @DisplayName("NAME-05 the body of a composed task has its task as the current one")
    void composedTasks() {
        var seen = new Task<?>[1];
        Task<String> task =
                loop.composeTask(
                        () -> {
                            seen[0] = currentTask();
                            return CompletableFuture.completedFuture("value");
                        });

        loop.runUntilComplete(task);

        assertSame(task, seen[0]);
    }

    @Test
    @DisplayName("NAME-06 in a plain callback there is none, between the steps of tasks too")
    void noneInACallback() {
        loop.callSoon(() -> trail.add("" + currentTask()));
        loop.createTask(
                () -> {
                    loop.callSoon(() -> trail.add("" + loop.currentTask()));
                    yieldNow();
                    trail.add("resumed");
                });

        virtual.settle();

        trail.is("null", "null", "resumed");
    }

    @Test
    @DisplayName("NAME-06 where no loop runs the question is refused")
    void refusedWithoutALoop() {
        Sentences.tellsTheNextStep(
                assertThrows(IllegalStateException.class, Aiko::currentTask),
                Thread.currentThread().getName());
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, Aiko::allTasks));
    }

    @Test
    @DisplayName("NAME-07 asked about a loop that executes no task, the answer is null")
    void noneOnAnotherLoop() {
        assertNull(loop.currentTask());
        try (EventLoop other = Aiko.newEventLoop()) {
            loop.runUntilComplete(
                    () -> {
                        assertNull(other.currentTask());
                        assertTrue(loop.currentTask() != null);
                    });
        }
        loop.createTask(() -> await(loop.createFuture()));
        virtual.settle();
        assertNull(loop.currentTask());
    }

    @Test
    @DisplayName("NAME-07 from a thread outside the loop no task is the current one")
    void noneFromOutside() {
        loop.runUntilComplete(
                () -> {
                    Wait.onAnotherThread(() -> trail.add("" + loop.currentTask()));
                    trail.add("body");
                });

        trail.is("null", "body");
        assertEquals(0, loop.allTasks().size());
    }
}
