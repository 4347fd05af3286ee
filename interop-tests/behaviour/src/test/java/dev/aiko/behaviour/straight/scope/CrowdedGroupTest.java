package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred thousand children in one group. */
class CrowdedGroupTest {

    private static final int CROWD = 100_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    @DisplayName("all alive at once, written with futures, and all of them end well")
    void composedChildren() {
        LoopFuture<Integer> gate = loop.createFuture();
        int sum =
                loop.runUntilComplete(
                        () -> {
                            var tasks = new ArrayList<Task<Integer>>();
                            TaskGroup.run(
                                    g -> {
                                        for (int i = 0; i < CROWD; i++) {
                                            tasks.add(
                                                    g.composeTask(
                                                            () ->
                                                                    shield(gate)
                                                                            .thenApply(
                                                                                    x -> x + 1)));
                                        }
                                        await(sleep(ofSeconds(1)));
                                        assertEquals(CROWD, g.tasks().size());
                                        gate.complete(0);
                                    });
                            return tasks.stream().mapToInt(Task::result).sum();
                        });

        assertEquals(CROWD, sum);
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("one of them fails: all the others are cancelled, and one failure is told")
    void oneComposedChildFails() {
        Task<Object> group =
                loop.runUntilComplete(
                        () ->
                                TaskGroup.start(
                                        g -> {
                                            for (int i = 0; i < CROWD; i++) {
                                                g.composeTask(this::sleeper);
                                            }
                                            g.createTask(failing(ofSeconds(1), boom));
                                            return loop.createFuture();
                                        }));
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));

        assertEquals(List.of(boom), failure.failures());
        assertEquals(CROWD, ended.get());
        assertEquals(ofSeconds(1), loop.time());
    }

    private LoopFuture<Void> sleeper() {
        LoopFuture<Void> sleeper = loop.sleepAsync(ofSeconds(1000));
        sleeper.addDoneCallback(done -> ended.incrementAndGet());
        return sleeper;
    }

    @Test
    @DisplayName("all of them fail in one turn, in a supervising group: all are told, in order")
    void allFail() {
        Task<Object> group =
                loop.runUntilComplete(
                        () ->
                                TaskGroup.start(
                                        GroupOptions.supervise(),
                                        g -> {
                                            for (int i = 0; i < CROWD; i++) {
                                                var failure = new IllegalStateException("" + i);
                                                g.composeTask(
                                                        () ->
                                                                CompletableFuture.failedStage(
                                                                        failure));
                                            }
                                            return CompletableFuture.completedStage(null);
                                        }));
        var failure = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));

        assertEquals(CROWD, failure.failures().size());
        assertEquals("7", failure.failures().get(7).getMessage());
        assertEquals("99999", failure.failures().get(CROWD - 1).getMessage());
    }

    private static void startCrowd(TaskGroup group, Action child) {
        for (int i = 0; i < CROWD; i++) {
            group.createTask(child);
        }
    }

    @Test
    @DisplayName("straight-line children that do not wait, on every JDK")
    void straightChildren() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    for (int i = 0; i < CROWD; i++) {
                                        g.createTask(() -> ended.incrementAndGet());
                                    }
                                }));

        assertEquals(CROWD, ended.get());
    }

    @Test
    @DisplayName("straight-line children that are all alive at once, and end well")
    void straightChildrenAlive() {
        assumeTrue(Runtime.version().feature() >= 21, "bodies have platform threads before JDK 21");
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    startCrowd(
                                            g,
                                            () -> {
                                                await(sleep(ofSeconds(1)));
                                                ended.incrementAndGet();
                                            });
                                }));

        assertEquals(CROWD, ended.get());
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("straight-line children that are all alive at once, and are cancelled together")
    void straightChildrenCancelled() {
        assumeTrue(Runtime.version().feature() >= 21, "bodies have platform threads before JDK 21");
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    startCrowd(
                                            g,
                                            () -> {
                                                try {
                                                    hang();
                                                } finally {
                                                    ended.incrementAndGet();
                                                }
                                            });
                                    await(sleep(ofSeconds(1)));
                                    g.cancel("enough");
                                }));

        assertEquals(CROWD, ended.get());
    }
}
