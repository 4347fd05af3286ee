package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One cancel that comes to a task by two ways: the same as one, and no circle. */
class SharedWaitCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Takes a second to clean up. */
    private Task<String> slowToEnd() {
        return createTask(
                () -> {
                    try {
                        await(sleep(ofHours(1)));
                    } catch (CancellationException cancelled) {
                        await(sleep(ofSeconds(1)));
                        trail.add("work over");
                        throw cancelled;
                    }
                    return "value";
                });
    }

    private Task<String> awaiting(Task<String> work) {
        return createTask(
                () -> {
                    try {
                        return await(work);
                    } finally {
                        trail.add("await over");
                    }
                });
    }

    private void bothEnd(Task<String> work, Task<String> shared) {
        assertThrows(CancellationException.class, () -> await(shared));
        assertTrue(work.isCancelled(), work::toString);
        assertTrue(shared.isCancelled(), shared::toString);
        assertEquals(List.of("work over", "await over"), trail.steps());
    }

    @Test
    @DisplayName("TASK-14 a body that is gathered twice throws when its work has ended")
    void gatheredTwice() {
        loop.runUntilComplete(
                () -> {
                    Task<String> work = slowToEnd();
                    Task<String> shared = awaiting(work);
                    var outer = createTask(() -> await(gather(List.of(shared, shared))));
                    await(sleep(ofSeconds(1)));
                    assertTrue(outer.cancel("stop"));
                    assertThrows(CancellationException.class, () -> await(outer));
                    bothEnd(work, shared);
                });
    }

    @Test
    @DisplayName("TASK-14 two that await the same work and run into one limit wait for its end")
    void limitedTogether() {
        loop.runUntilComplete(
                () -> {
                    Task<String> work = slowToEnd();
                    Task<String> shared = awaiting(work);
                    var one = createTask(() -> await(shared));
                    var other = createTask(() -> await(shared));
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(1), t -> await(gather(List.of(one, other)))));
                    bothEnd(work, shared);
                });
    }

    @Test
    @DisplayName("TASK-14 children of a group that await the same work stop it once")
    void childrenOfAGroup() {
        loop.runUntilComplete(
                () -> {
                    Task<String> work = slowToEnd();
                    Task<String> shared = awaiting(work);
                    Task<Object> group =
                            TaskGroup.start(
                                    g -> {
                                        g.createTask(() -> await(shared));
                                        g.createTask(() -> await(shared));
                                        return new CompletableFuture<>();
                                    });
                    await(sleep(ofSeconds(1)));
                    group.cancel("stop");
                    assertThrows(CancellationException.class, () -> await(group));
                    bothEnd(work, shared);
                });
    }

    @Test
    @DisplayName("TASK-14 futures code that is gathered twice passes the cancel on")
    void futuresCode() {
        loop.runUntilComplete(
                () -> {
                    Task<String> work = slowToEnd();
                    Task<String> shared = composeTask(() -> work);
                    var outer = createTask(() -> await(gather(List.of(shared, shared))));
                    await(sleep(ofSeconds(1)));
                    outer.cancel("stop");
                    assertThrows(CancellationException.class, () -> await(outer));
                    assertThrows(CancellationException.class, () -> await(shared));
                    assertTrue(work.isCancelled(), work::toString);
                });
    }

    @Test
    @DisplayName("TASK-14 tasks that wait in a circle all end, whichever way leads into it")
    void circle() {
        loop.runUntilComplete(
                () -> {
                    var ring = new CompletableFuture<Task<String>>();
                    var one = createTask(() -> await(await(ring)));
                    var two = createTask(() -> await(one));
                    ring.complete(createTask(() -> await(two)));
                    Task<String> three = ring.join();
                    var outer = createTask(() -> await(gather(List.of(two, three, one))));
                    await(sleep(ofSeconds(1)));
                    outer.cancel("stop");
                    assertThrows(CancellationException.class, () -> await(outer));
                    for (Task<?> task : List.of(one, two, three)) {
                        assertThrows(CancellationException.class, () -> await(task));
                    }
                });
    }
}
