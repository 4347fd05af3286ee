package dev.aiko.stress;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.task.LoopFuture;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Puts, gets and cancels race: every item that was put is had once, or is left. */
class QueueStress {

    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Integer> put = ConcurrentHashMap.newKeySet();
    private final Set<Integer> got = ConcurrentHashMap.newKeySet();

    private void raceOn(AsyncQueue<Integer> queue) throws Exception {
        Crowd.race(
                chance -> {
                    boolean gives = chance.nextBoolean();
                    boolean isGivenUp = chance.nextInt(3) == 0;
                    if (gives) {
                        int number = numbers.incrementAndGet();
                        LoopFuture<?> putting = queue.putAsync(number);
                        if (isGivenUp && putting.cancel("enough")) {
                            return;
                        }
                        // Nobody may wait for ever, with as many who put as there are who get.
                        Crowd.end(putting.orTimeout(20, MILLISECONDS));
                        if (!putting.isCompletedExceptionally()) {
                            put.add(number);
                        }
                    } else {
                        LoopFuture<Integer> getting = queue.getAsync();
                        if (isGivenUp && getting.cancel("enough")) {
                            return;
                        }
                        Crowd.end(getting.orTimeout(20, MILLISECONDS));
                        if (!getting.isCompletedExceptionally()) {
                            assertTrue(got.add(getting.result()), "had twice");
                        }
                    }
                });
        var waiting = queue.putAsync(-1);
        queue.shutdown();
        Crowd.end(waiting);
        for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
            assertTrue(left == -1 || got.add(left), "left and had");
        }
        put.removeAll(got);
        assertEquals(Set.of(), put, "lost");
        assertEquals(0, queue.statistics().getting());
        assertEquals(0, queue.statistics().putting());
        var late = queue.getAsync();
        Crowd.end(late);
        assertTrue(late.exception() instanceof QueueShutdownException);
    }

    @Test
    void oldestFirst() throws Exception {
        raceOn(AsyncQueue.create(3));
    }

    @Test
    void newestFirst() throws Exception {
        raceOn(AsyncQueue.lifo(1));
    }

    @Test
    void smallestFirst() throws Exception {
        raceOn(AsyncQueue.priority(3, Comparator.naturalOrder()));
    }
}
