package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.sync.CapacityLimiter;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The size of a limiter changes while tokens come and go: too many are never lent out anew. */
class LimiterStress {

    private static final int MOST = 5;

    private final CapacityLimiter limiter = CapacityLimiter.create(MOST);
    private final AtomicInteger holders = new AtomicInteger();

    @Test
    void whoseSizeChanges() throws Exception {
        Crowd.race(
                chance -> {
                    if (chance.nextInt(10) == 0) {
                        resize(chance);
                    } else {
                        borrow(chance);
                    }
                });
        assertEquals(0, limiter.borrowed());
        assertEquals(0, limiter.statistics().waiting());
        limiter.setTotal(2);
        assertNotNull(limiter.tryAcquire("first"));
        assertNotNull(limiter.tryAcquire("second"));
        assertNull(limiter.tryAcquire("third"));
    }

    private void borrow(SplittableRandom chance) throws Exception {
        Lease token;
        if (chance.nextInt(3) == 0) {
            token = limiter.acquireBlocking(); // for this thread, which never has another one
        } else {
            LoopFuture<Lease> wanted = limiter.acquireAsync(new Object());
            if (chance.nextInt(3) == 0 && wanted.cancel("enough")) {
                return;
            }
            token = Crowd.valueOf(wanted);
        }
        try (token) {
            assertTrue(holders.incrementAndGet() <= MOST, "too many have a token");
            Thread.onSpinWait();
            holders.decrementAndGet();
        }
    }

    /**
     * Alone, so that nobody else makes it larger while this thread looks whether it stays small.
     */
    private synchronized void resize(SplittableRandom chance) {
        int less = chance.nextInt(MOST);
        limiter.setTotal(less);
        int before = limiter.borrowed();
        for (int look = 0; look < 50; look++) {
            int now = limiter.borrowed();
            assertTrue(now <= Math.max(before, less), "a token was lent that was not there");
            before = now;
        }
        // Not none, or everybody waits for ever.
        limiter.setTotal(chance.nextInt(1, MOST + 1));
    }
}
