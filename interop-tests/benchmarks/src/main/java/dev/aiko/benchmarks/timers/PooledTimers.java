package dev.aiko.benchmarks.timers;

import dev.aiko.benchmarks.memory.UsedHeap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The same timers in the JDK's own scheduler. */
public final class PooledTimers {

    private PooledTimers() {}

    /**
     * The nanoseconds for {@code timers}, of which {@code alive} wait at any time.
     *
     * @param remove whether a cancelled timer leaves the queue at once, or when it is due
     */
    public static long run(int alive, int timers, boolean remove) {
        var pool = new ScheduledThreadPoolExecutor(1);
        pool.setRemoveOnCancelPolicy(remove);
        try {
            long start = System.nanoTime();
            scheduleAndCancel(pool, alive, timers);
            return System.nanoTime() - start;
        } finally {
            pool.shutdownNow();
        }
    }

    /** The bytes of heap that each of {@code timers} leaves behind when it is removed. */
    public static double bytesLeft(int alive, int timers) {
        var pool = new ScheduledThreadPoolExecutor(1);
        pool.setRemoveOnCancelPolicy(true);
        try {
            long before = UsedHeap.bytes();
            scheduleAndCancel(pool, alive, timers);
            return (double) (UsedHeap.bytes() - before) / timers;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void scheduleAndCancel(ScheduledThreadPoolExecutor pool, int alive, int timers) {
        var handles = new ScheduledFuture<?>[alive];
        Runnable never =
                () -> {
                    throw new IllegalStateException("A timer fired that was to be cancelled.");
                };
        for (int number = 0; number < timers; number++) {
            int place = number % alive;
            if (handles[place] != null) {
                handles[place].cancel(false);
            }
            long delay = Delays.of(number).toNanos();
            handles[place] = pool.schedule(never, delay, TimeUnit.NANOSECONDS);
        }
        for (var handle : handles) {
            if (!handle.cancel(false)) {
                throw new IllegalStateException("A timer was not cancelled.");
            }
        }
    }
}
