package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.allTasks;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.TaskFactory;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that take their first step inside the call that creates them. */
class EagerTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Trail trail = new Trail();

    @BeforeEach
    void startEagerly() {
        loop.setTaskFactory(TaskFactory.eager());
    }

    @Test
    @DisplayName("EAGER-01 the body runs up to its first suspension before createTask returns")
    void upToTheFirstSuspension() {
        loop.runUntilComplete(
                () -> {
                    Task<?> task =
                            createTask(
                                    () -> {
                                        trail.add("first step");
                                        yieldNow();
                                        trail.add("second step");
                                    });
                    trail.add("created, done " + task.isDone());
                    await(task);
                });

        trail.is("first step", "created, done false", "second step");
    }

    @Test
    @DisplayName("EAGER-01 that holds in a plain callback too, and one inside the other")
    void inACallbackAndNested() {
        loop.callSoon(
                () -> {
                    loop.createTask(
                            () -> {
                                trail.add("outer first");
                                createTask(
                                        () -> {
                                            trail.add("inner first");
                                            yieldNow();
                                            trail.add("inner second");
                                        });
                                trail.add("outer goes on");
                                yieldNow();
                                trail.add("outer second");
                            });
                    trail.add("created");
                });

        virtual.settle();

        trail.is(
                "outer first",
                "inner first",
                "outer goes on",
                "created",
                "inner second",
                "outer second");
    }

    @Test
    @DisplayName("EAGER-02 a body that never suspends is done when createTask returns")
    void doneAtOnce() {
        var failure = new IllegalArgumentException("boom");
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("queued"));
                    Task<String> value = createTask(() -> "value");
                    Task<String> failed =
                            createTask(
                                    () -> {
                                        throw failure;
                                    });
                    assertEquals("value", value.result());
                    assertSame(failure, failed.exception());
                    assertEquals("value", await(value));
                    trail.add("awaited without a turn");
                    yieldNow();
                });

        trail.is("awaited without a turn", "queued");
    }

    @Test
    @DisplayName("EAGER-03 on an idle loop an eager task is scheduled like any other")
    void lazyOnAnIdleLoop() {
        Task<?> task = loop.createTask(() -> trail.add("first step"));
        trail.add("created");
        assertFalse(task.isDone());

        virtual.settle();

        trail.is("created", "first step");
    }

    @Test
    @DisplayName("EAGER-04 during its step the new task is the current one, then the creator again")
    void theCurrentTask() {
        var seen = new Task<?>[1];
        TaskOptions named = TaskOptions.named("courier");
        loop.runUntilComplete(
                () -> {
                    Task<?> creator = currentTask();
                    Task<?> task =
                            createTask(
                                    named,
                                    () -> {
                                        seen[0] = currentTask();
                                        trail.add(seen[0].name());
                                        yieldNow();
                                        assertSame(seen[0], currentTask());
                                    });
                    assertSame(creator, currentTask());
                    assertSame(task, seen[0]);
                    await(task);
                });
        loop.callSoon(
                () -> {
                    loop.createTask(named, () -> trail.add(currentTask().name()));
                    assertNull(currentTask());
                });
        virtual.settle();

        trail.is("courier", "courier");
    }

    @Test
    @DisplayName("EAGER-05 it is listed during its step, and afterwards only if it suspended")
    void listedWhileNotDone() {
        loop.runUntilComplete(
                () -> {
                    Task<?> creator = currentTask();
                    createTask(() -> assertEquals(Set.of(creator, currentTask()), allTasks()));
                    assertEquals(Set.of(creator), allTasks());

                    Task<String> waiting = createTask(() -> await(future));
                    assertEquals(Set.of(creator, waiting), allTasks());
                });
    }

    @Test
    @DisplayName("EAGER-06 a task that ended at once cannot be cancelled, and keeps its value")
    void cancelAfterItEnded() {
        loop.runUntilComplete(
                () -> {
                    Task<String> task = createTask(() -> "value");
                    assertFalse(task.cancel("too late"));
                    assertEquals("value", await(task));
                });
    }

    @Test
    @DisplayName("EAGER-06 one that suspended is cancelled as usual, with the reason")
    void cancelAfterItSuspended() {
        loop.runUntilComplete(
                () -> {
                    Task<String> task = createTask(() -> await(future));
                    assertTrue(task.cancel("enough"));
                    assertFalse(task.isDone());
                    var thrown = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals("enough", thrown.getMessage());
                    assertTrue(task.isCancelled());
                });
    }
}
