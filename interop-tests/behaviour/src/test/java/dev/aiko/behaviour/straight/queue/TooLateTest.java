package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueEmptyException;
import dev.aiko.queue.QueueShutdownException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancels and ends that come when an item has changed hands already. */
class TooLateTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a put whose item somebody has taken is done, and not cancelled")
    void delivered() {
        AsyncQueue<String> queue = AsyncQueue.create(1);
        loop.runUntilComplete(
                () -> {
                    queue.putNow("a");
                    var future = queue.putAsync("b");
                    assertEquals("a", queue.getNow());
                    assertEquals("b", queue.getNow());
                    assertFalse(future.cancel("too late"));
                    assertNull(future.result());
                });
    }

    @Test
    @DisplayName("a thread that is interrupted then has put it, and stays interrupted")
    void interrupted() {
        AsyncQueue<Integer> queue = AsyncQueue.create(1);
        int put = 0;
        int taken = 0;
        for (int round = 0; round < 300; round++) {
            queue.putNow(1);
            boolean[] ended = {false};
            var thread =
                    new Thread(
                            () -> {
                                try {
                                    queue.putBlocking(2);
                                    ended[0] = true;
                                } catch (InterruptedException interrupted) {
                                    assertTrue(interrupted.getMessage().contains("room"));
                                }
                            });
            thread.start();
            Wait.until("it waits", () -> queue.statistics().putting() == 1);
            queue.getNow();
            taken += queue.tryGet() == null ? 0 : 1;
            thread.interrupt();
            Wait.until(thread);
            put += ended[0] ? 1 : 0;
            taken += queue.tryGet() == null ? 0 : 1;
        }
        assertEquals(put, taken);
        assertEquals(300, put, "each had been let in before it was interrupted");
    }

    @Test
    @DisplayName("an item that comes back after the end is for a consumer who has not heard of it")
    void back() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        List<String> trail = new ArrayList<>();
        loop.runUntilComplete(
                () -> {
                    var first = createTask(() -> trail.add("first " + await(queue.getAsync())));
                    var second =
                            createTask(
                                    () -> {
                                        for (String item : queue.asSequence()) {
                                            trail.add("second " + item);
                                            queue.taskDone();
                                        }
                                        trail.add("end");
                                    });
                    yieldNow();
                    yieldNow();
                    queue.putNow("item");
                    queue.shutdown();
                    first.cancel("enough");
                    await(second);
                    await(queue.joinAsync());
                    assertEquals(List.of("second item", "end"), trail);
                });
    }

    @Test
    @DisplayName("who polls is not told of an end while there is something left")
    void polling() {
        for (int round = 0; round < 2_000; round++) {
            AsyncQueue<Integer> queue = AsyncQueue.unbounded();
            var maker =
                    new Thread(
                            () -> {
                                queue.putNow(1);
                                queue.shutdown();
                            });
            maker.start();
            int got = 0;
            while (true) {
                try {
                    got += queue.getNow();
                } catch (QueueEmptyException notYet) {
                    Thread.onSpinWait();
                } catch (QueueShutdownException end) {
                    break;
                }
            }
            assertEquals(1, got);
        }
    }

    @Test
    @DisplayName("what waits for a queue says so")
    void texts() {
        loop.runUntilComplete(
                () -> {
                    AsyncQueue<String> queue = AsyncQueue.create(1);
                    assertEquals(
                            "<Future pending for an item of an AsyncQueue>",
                            queue.getAsync().toString());
                    queue.putNow("for him");
                    queue.putNow("a");
                    assertEquals(
                            "<Future pending for room in an AsyncQueue>",
                            queue.putAsync("b").toString());
                });
    }
}
