package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An item that somebody will not have is nobody else's loss. */
class RefusedItemTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private final AtomicBoolean isBroken = new AtomicBoolean();

    /** Fails for negative numbers, and altogether when it is told to. */
    private final Comparator<Integer> order =
            (one, other) -> {
                if (isBroken.get() || one < 0 || other < 0) {
                    throw new IllegalArgumentException("no order");
                }
                return one.compareTo(other);
            };

    @Test
    @DisplayName("an order that refuses a waiting item fails its put, and no get")
    void refusedPut() {
        loop.runUntilComplete(
                () -> {
                    AsyncQueue<Integer> queue = AsyncQueue.priority(2, order);
                    queue.putNow(1);
                    queue.putNow(2);
                    LoopFuture<Void> bad = queue.putAsync(-1);
                    LoopFuture<Void> good = queue.putAsync(3);
                    assertEquals(1, queue.getNow());
                    assertThrows(IllegalArgumentException.class, () -> await(bad));
                    await(good);
                    assertEquals(2, await(queue.getAsync()));
                    assertEquals(3, await(queue.getAsync()));
                    assertTrue(queue.isEmpty());
                });
    }

    @Test
    @DisplayName("an order that fails for a while loses nothing")
    void brokenForAWhile() {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, order);
        for (int number : List.of(4, 2, 5, 1, 3)) {
            queue.putNow(number);
        }
        isBroken.set(true);
        assertThrows(IllegalArgumentException.class, () -> queue.putNow(6));
        assertEquals(1, queue.getNow());
        isBroken.set(false);
        List<Integer> rest = new ArrayList<>();
        queue.drainTo(rest);
        assertEquals(List.of(2, 3, 4, 5), rest);
    }

    @Test
    @DisplayName("what the target of a drain refuses stays in the queue, at its place")
    void refusedByTheTarget() {
        AsyncQueue<Integer> queue = AsyncQueue.create(0);
        queue.putNow(1);
        queue.putNow(2);
        queue.putNow(3);
        var target = new ArrayBlockingQueue<Integer>(1);
        assertThrows(IllegalStateException.class, () -> queue.drainTo(target));
        assertEquals(List.of(1), List.copyOf(target));
        assertEquals(2, queue.getNow());
        assertEquals(3, queue.getNow());
        assertNull(queue.tryGet());
    }

    @Test
    @DisplayName("many that come back take their places again")
    void manyComeBack() {
        loop.runUntilComplete(
                () -> {
                    AsyncQueue<Integer> queue = AsyncQueue.create(0);
                    List<LoopFuture<Integer>> getters = new ArrayList<>();
                    for (int i = 0; i < 40_000; i++) {
                        getters.add(queue.getAsync());
                    }
                    for (int i = 0; i < 40_000; i++) {
                        queue.putNow(i);
                    }
                    getters.forEach(getter -> getter.cancel("enough"));
                    yieldNow();
                    for (int i = 0; i < 40_000; i++) {
                        assertEquals(i, queue.getNow());
                    }
                });
    }
}
