package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue that is shut down while everybody puts, gets and gives up. */
final class ShutdownCrowd implements Crowd.Round {

    private static final int TIMES = 10;

    private final AsyncQueue<Integer> queue;
    private final boolean isImmediate;
    private final LoopFuture<?> allDone;

    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, LoopFuture<?>> putting = new ConcurrentHashMap<>();
    private final Queue<LoopFuture<Integer>> getting = new ConcurrentLinkedQueue<>();

    private final Set<Integer> put = ConcurrentHashMap.newKeySet();
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private final Set<Integer> got = ConcurrentHashMap.newKeySet();

    ShutdownCrowd(AsyncQueue<Integer> queue, boolean isImmediate) {
        this.queue = queue;
        this.isImmediate = isImmediate;
        assertTrue(queue.tryPut(0));
        put.add(0);
        allDone = queue.joinAsync();
    }

    @Override
    public void once(SplittableRandom chance) throws Exception {
        boolean isLast = threads.getAndIncrement() == 0;
        for (int i = 0; i < TIMES; i++) {
            switch (chance.nextInt(7)) {
                case 0, 1 -> giveUp(chance, put());
                case 2, 3 -> giveUp(chance, get());
                case 4 -> tryPut();
                case 5 -> tryGet();
                default -> {
                    if (chance.nextInt(TIMES) == 0) {
                        queue.shutdown(isImmediate);
                    }
                }
            }
        }
        if (isLast) {
            queue.shutdown(isImmediate);
        } else {
            waitHere(chance.nextBoolean());
        }
    }

    private static void giveUp(SplittableRandom chance, LoopFuture<?> future) {
        if (chance.nextInt(3) == 0) {
            future.cancel("enough");
        }
    }

    private LoopFuture<?> put() {
        int number = numbers.incrementAndGet();
        LoopFuture<?> future = queue.putAsync(number);
        putting.put(number, future);
        return future;
    }

    private LoopFuture<?> get() {
        LoopFuture<Integer> future = queue.getAsync();
        getting.add(future);
        return future;
    }

    private void tryPut() {
        int number = numbers.incrementAndGet();
        (queue.tryPut(number) ? put : refused).add(number);
    }

    private void tryGet() {
        Integer item = queue.tryGet();
        if (item != null) {
            assertTrue(got.add(item), "had twice");
        }
    }

    /** Through a blocking door, which opens with the shutdown at the latest. */
    private void waitHere(boolean puts) throws InterruptedException {
        int number = numbers.incrementAndGet();
        try {
            if (puts) {
                queue.putBlocking(number);
                put.add(number);
            } else {
                assertTrue(got.add(queue.getBlocking()), "had twice");
            }
        } catch (QueueShutdownException shutDown) {
            refused.add(number);
        }
    }

    @Override
    public void check() throws Exception {
        endAll();
        List<Integer> left = new ArrayList<>();
        queue.drainTo(left);
        assertTrue(left.isEmpty() || !isImmediate, "not thrown away");
        assertEquals(got.size() + left.size(), queue.unfinished());

        Set<Integer> out = new HashSet<>(got);
        for (Integer item : left) {
            assertTrue(out.add(item), "left and had");
        }
        assertTrue(Collections.disjoint(refused, out), "refused and had");
        if (!isImmediate) {
            put.removeAll(out);
            assertEquals(Set.of(), put, "lost");
        }

        assertFalse(!out.isEmpty() && allDone.isDone(), "not all is done");
        for (int i = 0; i < out.size(); i++) {
            queue.taskDone();
        }
        Crowd.end(allDone);
        assertFalse(allDone.isCompletedExceptionally());
        assertThrows(IllegalStateException.class, queue::taskDone);
    }

    private void endAll() throws Exception {
        for (var entry : putting.entrySet()) {
            LoopFuture<?> future = entry.getValue();
            Crowd.end(future);
            if (!future.isCompletedExceptionally()) {
                put.add(entry.getKey());
            } else if (!future.isCancelled()) {
                assertTrue(future.exception() instanceof QueueShutdownException);
                refused.add(entry.getKey());
            }
        }
        for (LoopFuture<Integer> future : getting) {
            Crowd.end(future);
            if (!future.isCompletedExceptionally()) {
                assertTrue(got.add(future.result()), "had twice");
            }
        }
    }
}
