package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.LoopFuture;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Puts, gets and the counting of what is done race: a join is done when all before it is. */
class JoinStress {

    private static final class Work implements Crowd.Round {

        private final AsyncQueue<Integer> queue = AsyncQueue.unbounded();
        private final AtomicInteger numbers = new AtomicInteger();
        private final Set<Integer> put = ConcurrentHashMap.newKeySet();
        private final Set<Integer> done = ConcurrentHashMap.newKeySet();
        private final Queue<Integer> twice = new ConcurrentLinkedQueue<>();
        private final Queue<CompletableFuture<?>> joins = new ConcurrentLinkedQueue<>();
        private final Queue<CompletableFuture<?>> gets = new ConcurrentLinkedQueue<>();

        @Override
        public void once(SplittableRandom chance) {
            for (int i = 0; i < 12; i++) {
                switch (chance.nextInt(6)) {
                    case 0 -> {
                        int number = numbers.incrementAndGet();
                        queue.putNow(number);
                        put.add(number);
                    }
                    case 1 -> {
                        int number = numbers.incrementAndGet();
                        if (!queue.putAsync(number).isCompletedExceptionally()) {
                            put.add(number);
                        }
                    }
                    case 2 -> doNow();
                    case 3 -> {
                        LoopFuture<Integer> item = queue.getAsync();
                        gets.add(item.thenAccept(this::does));
                        giveUp(chance, item);
                    }
                    default -> join(chance);
                }
            }
        }

        private static void giveUp(SplittableRandom chance, LoopFuture<?> future) {
            if (chance.nextInt(3) == 0) {
                future.cancel("enough");
            }
        }

        private boolean doNow() {
            Integer item = queue.tryGet();
            if (item != null) {
                does(item);
            }
            return item != null;
        }

        private void does(Integer item) {
            if (!done.add(item)) {
                twice.add(item);
            }
            queue.taskDone();
        }

        private void join(SplittableRandom chance) {
            Set<Integer> before = Set.copyOf(put);
            LoopFuture<?> join = queue.joinAsync();
            joins.add(join.thenRun(() -> assertTrue(done.containsAll(before), "not all is done")));
            giveUp(chance, join);
        }

        @Override
        public void check() throws Exception {
            while (doNow()) {
                continue;
            }
            Crowd.valueOf(queue.joinAsync());
            for (CompletableFuture<?> join : joins) {
                Crowd.endWell(join);
            }
            queue.shutdown();
            for (CompletableFuture<?> get : gets) {
                Crowd.end(get);
            }
            assertEquals(put, done);
            assertTrue(twice.isEmpty(), "had twice");
            assertEquals(0, queue.unfinished());
            assertThrows(IllegalStateException.class, queue::taskDone);
        }
    }

    @Test
    void joins() throws Exception {
        Crowd.rounds(Work::new);
    }
}
