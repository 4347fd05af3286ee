package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.task.LoopFuture;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Waits, wake-ups and cancels race: nobody who waits is forgotten. */
class WaitStress {

    private final Queue<CompletableFuture<?>> waits = new ConcurrentLinkedQueue<>();

    @Test
    void event() throws Exception {
        var event = AsyncEvent.create();
        Crowd.race(
                chance -> {
                    switch (chance.nextInt(4)) {
                        case 0 -> event.set();
                        case 1 -> event.clear();
                        case 2 -> event.awaitAsync().cancel("enough");
                        default -> remember(event.awaitAsync());
                    }
                });
        event.set();
        for (CompletableFuture<?> wait : waits) {
            Crowd.end(wait);
        }
        assertEquals(0, event.waiting());
    }

    @Test
    void barrier() throws Exception {
        var barrier = AsyncBarrier.create(3);
        Crowd.race(
                chance -> {
                    switch (chance.nextInt(8)) {
                        case 0 -> barrier.reset();
                        case 1 -> barrier.abort();
                        case 2 -> barrier.awaitAsync().cancel("enough");
                        default -> remember(barrier.awaitAsync());
                    }
                });
        barrier.reset();
        for (CompletableFuture<?> wait : waits) {
            Crowd.end(wait);
        }
        assertEquals(0, barrier.waiting());
    }

    /** Keeps those that are not done; the others have had their end, which is looked at. */
    private void remember(LoopFuture<?> wait) {
        waits.add(wait.handle((value, failure) -> null));
        while (waits.size() > 1000 && waits.peek() != null && waits.peek().isDone()) {
            waits.poll();
        }
    }
}
