package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.queue.AsyncQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An order that fails. */
class FailingOrderTest {

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
