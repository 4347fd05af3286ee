package dev.aiko.stress;

import dev.aiko.queue.AsyncQueue;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** A shutdown races puts, gets and cancels: every item is had once, left, or thrown away. */
class ShutdownStress {

    @Test
    void whatIsThereIsLeft() throws Exception {
        Crowd.rounds(() -> new ShutdownCrowd(AsyncQueue.create(3), false));
    }

    @Test
    void whatIsThereIsThrownAway() throws Exception {
        Crowd.rounds(() -> new ShutdownCrowd(AsyncQueue.create(3), true));
    }

    @Test
    void byPriority() throws Exception {
        Crowd.rounds(
                () -> new ShutdownCrowd(AsyncQueue.priority(3, Comparator.naturalOrder()), true));
    }
}
