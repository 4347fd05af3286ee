package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code that blocks, in the middle of a body, does not stop the loop. */
class BlockingTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    @DisplayName("the loop goes on while the code blocks, and the body goes on after it")
    void theLoopGoesOn() {
        Task<String> blocked =
                loop.createTask(
                        () -> {
                            String value =
                                    blocking(
                                            () -> {
                                                Wait.until(release);
                                                return "value";
                                            });
                            trail.add("unblocked");
                            return value;
                        });
        loop.createTask(
                () -> {
                    for (int round = 0; round < 3; round++) {
                        yieldNow();
                        trail.add("round " + round);
                    }
                    assertFalse(blocked.isDone());
                    release.countDown();
                });

        assertEquals("value", loop.runUntilComplete(blocked));
        trail.is("round 0", "round 1", "round 2", "unblocked");
    }

    @Test
    @DisplayName("after blocking code the body is a step of its loop again")
    void backOnTheLoop() {
        var counter = new int[1];
        var tasks = new Task<?>[8];
        for (int number = 0; number < tasks.length; number++) {
            tasks[number] =
                    loop.createTask(
                            () -> {
                                Task<?> self = currentTask();
                                for (int round = 0; round < 50; round++) {
                                    blocking(Thread::yield);
                                    assertSame(self, currentTask());
                                    assertSame(loop, Aiko.runningLoop());
                                    int seen = counter[0];
                                    Thread.yield();
                                    counter[0] = seen + 1;
                                }
                            });
        }

        for (Task<?> task : tasks) {
            loop.runUntilComplete(task);
        }

        assertEquals(tasks.length * 50, counter[0]);
    }

    @Test
    @DisplayName("on JDK 21 and up the code runs on the body's own thread")
    void onTheBodysOwnThread() {
        assumeTrue(Runtime.version().feature() >= 21, "before JDK 21 it runs in a pool");
        loop.runUntilComplete(
                () -> {
                    Thread body = Thread.currentThread();
                    assertSame(body, blocking(Thread::currentThread));
                });
    }

    @Test
    @DisplayName("the code is outside the loop: nothing runs there, and no task is current")
    void outsideTheLoop() {
        loop.runUntilComplete(
                () -> {
                    blocking(() -> assertNull(loop.currentTask()));
                    blocking(() -> assertThrows(IllegalStateException.class, Aiko::runningLoop));
                });
    }

    @Test
    @DisplayName("a cancellation waits for the code, and shows at the next await")
    void cancelledMeanwhile() {
        var started = new CountDownLatch(1);
        Task<String> task =
                loop.createTask(
                        () -> {
                            blocking(
                                    () -> {
                                        started.countDown();
                                        Wait.until(release);
                                    });
                            trail.add("unblocked");
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                trail.add("cancelled: " + cancelled.getMessage());
                                throw cancelled;
                            }
                        });
        virtual.settle();
        Wait.until(started);

        assertTrue(task.cancel("enough"));
        virtual.settle();
        assertFalse(task.isDone());
        release.countDown();

        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        trail.is("unblocked", "cancelled: enough");
    }
}
