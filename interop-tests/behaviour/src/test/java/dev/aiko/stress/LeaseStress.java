package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Cancels race releases: nobody holds too much, and in the end everything is back. */
class LeaseStress {

    /** Holders at a time never exceed so many, and cancelled waiters take nothing with them. */
    private static void raceFor(Supplier<LoopFuture<Lease>> acquire, int most) throws Exception {
        var holders = new AtomicInteger();
        Crowd.race(
                chance -> {
                    LoopFuture<Lease> wanted = acquire.get();
                    if (chance.nextInt(3) == 0) {
                        Thread.onSpinWait();
                        if (wanted.cancel("enough")) {
                            return;
                        }
                    }
                    try (Lease held = Crowd.valueOf(wanted)) {
                        assertTrue(holders.incrementAndGet() <= most, "too many hold " + held);
                        holders.decrementAndGet();
                    }
                });
    }

    @Test
    void lock() throws Exception {
        var lock = AsyncLock.create();
        raceFor(lock::acquireAsync, 1);
        assertFalse(lock.isLocked(), lock::toString);
        assertEquals(0, lock.statistics().waiting());
    }

    @Test
    void semaphore() throws Exception {
        var semaphore = AsyncSemaphore.bounded(3);
        raceFor(semaphore::acquireAsync, 3);
        assertEquals(3, semaphore.available());
        assertEquals(0, semaphore.statistics().waiting());
    }

    @Test
    void severalPermits() throws Exception {
        var semaphore = AsyncSemaphore.bounded(3);
        raceFor(() -> semaphore.acquireAsync(2), 1);
        assertEquals(3, semaphore.available());
    }

    @Test
    void limiter() throws Exception {
        var limiter = CapacityLimiter.create(3);
        raceFor(() -> limiter.acquireAsync(new Object()), 3);
        assertEquals(0, limiter.borrowed());
    }

    @Test
    void writers() throws Exception {
        var lock = AsyncReadWriteLock.create();
        raceFor(lock::acquireWriteAsync, 1);
        assertFalse(lock.isWriteLocked());
        assertEquals(0, lock.waiting());
    }
}
