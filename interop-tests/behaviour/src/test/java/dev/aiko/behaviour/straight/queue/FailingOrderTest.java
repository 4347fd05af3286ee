package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An order that fails. */
class FailingOrderTest {

    private static final Comparator<Integer> NO_NEGATIVES =
            (one, other) -> {
                if (one == -2 || other == -2) {
                    throw new AssertionError("minus two");
                }
                if (one < 0 || other < 0) {
                    throw new IllegalStateException("negative");
                }
                return one - other;
            };

    @Test
    @DisplayName("very many that are refused are told so, and who made room has his item")
    void veryMany() {
        AsyncQueue<Integer> queue = AsyncQueue.priority(2, NO_NEGATIVES);
        queue.putNow(1);
        queue.putNow(2);
        var refused = new ArrayList<LoopFuture<?>>();
        for (int i = 0; i < 50_000; i++) {
            refused.add(queue.putAsync(-1));
        }
        refused.add(queue.putAsync(-2)); // an Error
        var last = queue.putAsync(3);
        assertEquals(1, queue.getNow());
        last.join();
        for (var put : refused) {
            assertThrows(CompletionException.class, put::join);
        }
        assertEquals(2, queue.getNow());
        assertEquals(3, queue.getNow());
    }

    @Test
    @DisplayName("a put that is refused at once is a future that failed")
    void atOnce() {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, NO_NEGATIVES);
        queue.putNow(1);
        var put = queue.putAsync(-1);
        assertTrue(put.isCompletedExceptionally());
        assertThrows(IllegalStateException.class, put::result);
    }

    @Test
    @DisplayName("an item that goes back is not lost, if it cannot be placed any more")
    void back() {
        boolean[] fails = {false};
        Comparator<Integer> moody =
                (one, other) -> {
                    if (fails[0]) {
                        throw new IllegalStateException();
                    }
                    return one - other;
                };
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, moody);
        Aiko.run(
                () -> {
                    var get = queue.getAsync();
                    queue.putNow(5);
                    queue.putNow(1);
                    fails[0] = true;
                    assertTrue(get.cancel("enough"));
                    assertEquals(2, queue.size());
                    assertEquals(5, queue.getNow());
                    assertEquals(1, queue.getNow());
                });
    }

    @Test
    @DisplayName("an order that fails fails the put, and nothing was put")
    void aFailingOrder() {
        var boom = new IllegalArgumentException("boom");
        Comparator<Integer> broken =
                (one, other) -> {
                    if (one == 13 || other == 13) {
                        throw boom;
                    }
                    return one - other;
                };
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, broken);
        queue.putNow(1);
        assertSame(boom, assertThrows(IllegalArgumentException.class, () -> queue.putNow(13)));
        assertEquals(1, queue.size());
        assertEquals(1, queue.unfinished());
        queue.putNow(0);

        var left = new ArrayList<Integer>();
        queue.drainTo(left);
        assertEquals(List.of(0, 1), left);
    }
}
