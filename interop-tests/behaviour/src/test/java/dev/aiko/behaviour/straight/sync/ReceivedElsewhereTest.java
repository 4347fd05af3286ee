package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One who awaited a future is cancelled when it has come: the others who read it have received it.
 */
class ReceivedElsewhereTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncQueue<String> queue = AsyncQueue.unbounded();

    /** Awaits in two steps, so that a cancel finds it between the arrival and the body. */
    private static Task<?> awaiting(LoopFuture<?> future) {
        Task<?> task = createTask(() -> await(waitFor(future, ofSeconds(5))));
        yieldNow();
        yieldNow();
        return task;
    }

    @Test
    @DisplayName("a stage has the lease, and nobody closes it")
    void aStageHasTheLease() {
        loop.runUntilComplete(
                () -> {
                    var lock = AsyncLock.create();
                    var held = await(lock.acquireAsync());
                    var second = lock.acquireAsync();
                    List<Lease> received = new ArrayList<>();
                    second.thenAccept(received::add);
                    var task = awaiting(second);
                    held.close();
                    yieldNow();
                    task.cancel("enough");
                    yieldNow();
                    assertEquals(1, received.size());
                    assertFalse(lock.tryAcquire());
                });
    }

    @Test
    @DisplayName("a stage has the item, and nobody else gets it")
    void aStageHasTheItem() {
        loop.runUntilComplete(
                () -> {
                    var get = queue.getAsync();
                    List<String> received = new ArrayList<>();
                    get.thenAccept(received::add);
                    var task = awaiting(get);
                    queue.putNow("item");
                    yieldNow();
                    task.cancel("enough");
                    yieldNow();
                    assertEquals(List.of("item"), received);
                    assertNull(queue.tryGet());
                });
    }

    @Test
    @DisplayName("a stage that was given up before has not")
    void aStageThatHasGone() {
        loop.runUntilComplete(
                () -> {
                    var get = queue.getAsync();
                    var task = awaiting(get);
                    get.thenApply(String::length).cancel(true);
                    queue.putNow("item");
                    yieldNow();
                    task.cancel("enough");
                    yieldNow();
                    assertEquals("item", queue.tryGet());
                });
    }

    @Test
    @DisplayName("a plain thread that joins has the item")
    void aThreadHasTheItem() {
        List<String> received = new ArrayList<>();
        List<LoopFuture<String>> gets = new ArrayList<>();
        List<Task<?>> tasks = new ArrayList<>();
        loop.runUntilComplete(
                () -> {
                    gets.add(queue.getAsync());
                    tasks.add(awaiting(gets.get(0)));
                });
        var thread = new Thread(() -> received.add(gets.get(0).join()));
        thread.start();
        Wait.until("the thread waits", () -> gets.get(0).getNumberOfDependents() == 1);
        loop.runUntilComplete(
                () -> {
                    queue.putNow("item");
                    yieldNow();
                    tasks.get(0).cancel("enough");
                    yieldNow();
                });
        Wait.until(thread);
        assertEquals(List.of("item"), received);
        assertNull(queue.tryGet());
    }

    @Test
    @DisplayName("when all who awaited it are cancelled, it is there again")
    void allHaveGone() {
        loop.runUntilComplete(
                () -> {
                    var get = queue.getAsync();
                    var first = createTask(() -> await(get));
                    var second = createTask(() -> await(get));
                    yieldNow();
                    yieldNow();
                    queue.putNow("item");
                    yieldNow();
                    first.cancel("enough");
                    second.cancel("enough");
                    yieldNow();
                    yieldNow();
                    assertEquals("item", queue.tryGet());
                });
    }
}
