package dev.aiko.stress;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.stress.Way.Going;
import dev.aiko.sync.AsyncLock;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Futures and bodies of two loops, coroutines and plain threads wait in one line, and give up. */
class MixedLineStress {

    private final Runner one = Runner.background("one");
    private final Runner other = Runner.background("other");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Way> ways =
            List.of(
                    new JavaWays.Composed(one.loop()),
                    new JavaWays.Composed(other.loop()),
                    new JavaWays.Straight(one.loop()),
                    new JavaWays.Straight(other.loop()),
                    new JavaWays.Blocking(threads),
                    CoroutineWays.onLoop(one.loop()),
                    CoroutineWays.onLoop(other.loop()),
                    CoroutineWays.onThreads());

    @AfterEach
    void close() {
        one.close();
        other.close();
        threads.shutdown();
    }

    private Way any(SplittableRandom chance) {
        return ways.get(chance.nextInt(ways.size()));
    }

    /** Ends it, now and then by giving up: with nobody to wait for it would go on for ever. */
    private static void end(Going going, SplittableRandom chance) throws Exception {
        if (chance.nextInt(3) == 0) {
            going.giveUp().run();
        }
        try {
            going.end()
                    .handle((value, failure) -> null)
                    .toCompletableFuture()
                    .get(20, MILLISECONDS);
        } catch (TimeoutException tooLong) {
            going.giveUp().run();
        }
        Crowd.endWell(going.end());
    }

    @Test
    void forALock() throws Exception {
        var lock = AsyncLock.create();
        var holders = new AtomicInteger();
        var times = new int[1]; // guarded by the lock
        var ended = new AtomicInteger();
        Runnable inside =
                () -> {
                    assertEquals(1, holders.incrementAndGet());
                    times[0]++;
                    ended.incrementAndGet();
                    holders.decrementAndGet();
                };
        Crowd.race(chance -> end(any(chance).hold(lock, inside), chance));

        assertFalse(lock.isLocked());
        assertEquals(0, lock.statistics().waiting());
        assertEquals(ended.get(), times[0]);
        assertTrue(times[0] > 0);
    }

    @Test
    void forAnItem() throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.create(2);
        var numbers = new AtomicInteger();
        Set<Integer> put = ConcurrentHashMap.newKeySet();
        Set<Integer> got = ConcurrentHashMap.newKeySet();
        Crowd.race(
                chance -> {
                    if (chance.nextBoolean()) {
                        int number = numbers.incrementAndGet();
                        end(any(chance).put(queue, number, () -> put.add(number)), chance);
                    } else {
                        end(
                                any(chance)
                                        .get(queue, item -> assertTrue(got.add(item), "had twice")),
                                chance);
                    }
                });

        assertEquals(0, queue.statistics().getting());
        assertEquals(0, queue.statistics().putting());
        for (Integer left = queue.tryGet(); left != null; left = queue.tryGet()) {
            assertTrue(got.add(left), "left and had");
        }
        assertTrue(put.size() > 0);
        put.removeAll(got);
        assertEquals(Set.of(), put, "lost");
    }
}
