package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks that wait for each other: a cancel that begins anywhere in the circle ends all of them. */
class WaitCircleTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private interface Wait {
        void on(Task<?> other) throws Exception;
    }

    /** Two that wait for each other, the one by way of {@code wait}: it first, then the other. */
    private static List<Task<?>> circle(Wait wait) {
        var known = new CompletableFuture<Task<?>>();
        var one =
                createTask(
                        () -> {
                            wait.on(await(known));
                            return null;
                        });
        Task<?> other = createTask((Callable<Object>) () -> await(one));
        known.complete(other);
        return List.of(one, other);
    }

    private static void areCancelled(List<? extends Task<?>> circle) {
        for (Task<?> task : circle) {
            assertThrows(CancellationException.class, () -> await(task));
            assertTrue(task.isCancelled(), task::toString);
        }
    }

    @Test
    @DisplayName("TASK-14 a limit in one of two that wait for each other ends both")
    void limit() {
        loop.runUntilComplete(
                () -> areCancelled(circle(t -> withTimeout(ofSeconds(1), limit -> await(t)))));
    }

    @Test
    @DisplayName("TASK-14 the limit of an await does, and that of waitFor")
    void limitOfTheAwait() {
        loop.runUntilComplete(
                () -> {
                    areCancelled(circle(other -> await(other, ofSeconds(1))));
                    areCancelled(circle(other -> await(waitFor(other, ofSeconds(1)))));
                });
    }

    @Test
    @DisplayName("TASK-14 an await with a limit that is not over is left like any other")
    void cancelledBeforeTheLimit() {
        loop.runUntilComplete(
                () -> {
                    for (int first = 0; first < 2; first++) {
                        var circle = circle(other -> await(other, ofHours(1)));
                        await(sleep(ofSeconds(1)));
                        circle.get(first).cancel("stop");
                        areCancelled(circle);
                    }
                });
    }

    @Test
    @DisplayName(
            "TASK-14 the limit of an await in a shield ends a circle, and that of one beside it")
    void limitInAShield() {
        loop.runUntilComplete(
                () -> {
                    for (var wait :
                            List.<Wait>of(
                                    other -> shielded(() -> await(other, ofSeconds(1))),
                                    other ->
                                            shielded(
                                                    () ->
                                                            withTimeout(
                                                                    ofSeconds(1),
                                                                    limit -> await(other))))) {
                        for (Task<?> task : circle(wait)) {
                            assertThrows(Exception.class, () -> await(task));
                        }
                    }
                    var known = new CompletableFuture<Task<?>>();
                    Task<?> other =
                            createTask((Callable<Object>) () -> await(await(known), ofSeconds(1)));
                    Task<?> one = createTask(() -> shielded(() -> await(other)));
                    known.complete(one);
                    assertThrows(Exception.class, () -> await(one));
                    assertTrue(other.isDone());
                });
    }

    @Test
    @DisplayName("TASK-14 a task that awaits itself among others ends with its limit")
    void itselfAmongOthers() {
        loop.runUntilComplete(
                () -> {
                    var known = new CompletableFuture<Task<?>>();
                    Task<?> own =
                            createTask(
                                    () -> {
                                        Task<?> itself = await(known);
                                        return withTimeout(
                                                ofSeconds(1),
                                                t ->
                                                        await(
                                                                gather(
                                                                        List.of(
                                                                                itself,
                                                                                sleep(
                                                                                        ofHours(
                                                                                                1))))));
                                    });
                    known.complete(own);
                    areCancelled(List.of(own));
                });
    }

    @Test
    @DisplayName("TASK-14 a circle through the child of a group ends, whoever is cancelled")
    void childOfAGroup() {
        loop.runUntilComplete(
                () -> {
                    for (int first = 0; first < 3; first++) {
                        var children = new CompletableFuture<Task<?>>();
                        var circle =
                                circle(
                                        other ->
                                                TaskGroup.run(
                                                        g -> {
                                                            children.complete(
                                                                    g.createTask(
                                                                            () -> await(other)));
                                                            return null;
                                                        }));
                        var all = List.of(circle.get(0), circle.get(1), await(children));
                        await(sleep(ofSeconds(1)));
                        all.get(first).cancel("stop");
                        areCancelled(all);
                    }
                });
    }

    @Test
    @DisplayName("TASK-14 a circle through a group under a limit ends")
    void groupUnderALimit() {
        loop.runUntilComplete(
                () ->
                        areCancelled(
                                circle(
                                        other ->
                                                withTimeout(
                                                        ofSeconds(1),
                                                        limit ->
                                                                TaskGroup.run(
                                                                        g -> {
                                                                            g.createTask(
                                                                                    () ->
                                                                                            await(
                                                                                                    other));
                                                                            return null;
                                                                        })))));
    }
}
