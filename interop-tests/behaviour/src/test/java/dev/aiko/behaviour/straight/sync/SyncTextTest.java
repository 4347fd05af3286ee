package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.BarrierStatistics;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.sync.ConditionStatistics;
import dev.aiko.sync.EventStatistics;
import dev.aiko.sync.ReadWriteLockStatistics;
import dev.aiko.sync.WaitStatistics;
import dev.aiko.task.LoopFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How locks and their like introduce themselves. */
class SyncTextTest {

    @Test
    @DisplayName("LOCK-10 a lock says whether it is locked, and how many wait")
    void aLock() {
        AsyncLock lock = AsyncLock.create();
        assertEquals("<AsyncLock unlocked>", lock.toString());
        assertTrue(lock.tryAcquire());
        assertEquals("<AsyncLock locked>", lock.toString());
        var waiter = lock.acquireAsync();
        assertEquals("<AsyncLock locked waiting=1>", lock.toString());
        waiter.cancel(null);
        assertEquals("<AsyncLock locked>", lock.toString());
    }

    @Test
    @DisplayName("LOCK-10 a semaphore says how many are free, or that none is")
    void aSemaphore() {
        AsyncSemaphore semaphore = AsyncSemaphore.create(2);
        assertEquals("<AsyncSemaphore unlocked available=2>", semaphore.toString());
        assertTrue(semaphore.tryAcquire(2));
        assertEquals("<AsyncSemaphore locked>", semaphore.toString());
        var first = semaphore.acquireAsync();
        var second = semaphore.acquireAsync();
        assertEquals("<AsyncSemaphore locked waiting=2>", semaphore.toString());
        first.cancel(null);
        second.cancel(null);
        semaphore.release();
        assertEquals("<AsyncSemaphore unlocked available=1>", semaphore.toString());
    }

    @Test
    @DisplayName("LOCK-10 an event says whether it is set, and how many wait")
    void anEvent() {
        AsyncEvent event = AsyncEvent.create();
        assertEquals("<AsyncEvent unset>", event.toString());
        var waiter = event.awaitAsync();
        assertEquals("<AsyncEvent unset waiting=1>", event.toString());
        assertEquals(new EventStatistics(false, 1), event.statistics());
        event.set();
        assertEquals("<AsyncEvent set>", event.toString());
        assertEquals(new EventStatistics(true, 0), event.statistics());
        waiter.join();
        event.clear();
        assertEquals("<AsyncEvent unset>", event.toString());
    }

    @Test
    @DisplayName("LOCK-10 a condition says how its lock is, and how many wait for a signal")
    void aCondition() {
        AsyncCondition condition = AsyncCondition.create();
        assertEquals("<AsyncCondition unlocked>", condition.toString());
        assertTrue(condition.lock().tryAcquire());
        assertEquals("<AsyncCondition locked>", condition.toString());
        LoopFuture<Void> waiter = condition.awaitAsync();
        assertEquals("<AsyncCondition unlocked waiting=1>", condition.toString());
        assertEquals(1, condition.waiting());
        assertTrue(condition.lock().tryAcquire());
        assertEquals("<AsyncCondition locked waiting=1>", condition.toString());
        assertEquals(
                new ConditionStatistics(1, new WaitStatistics(1, 0, 0)), condition.statistics());
        condition.signal();
        assertEquals(
                new ConditionStatistics(0, new WaitStatistics(1, 0, 1)), condition.statistics());
        condition.lock().release();
        waiter.join();
        assertEquals("<AsyncCondition locked>", condition.toString());
    }

    @Test
    @DisplayName("a lock for readers and a writer says who is in, and how many wait")
    void aReadWriteLock() {
        AsyncReadWriteLock lock = AsyncReadWriteLock.create();
        assertEquals("<AsyncReadWriteLock unlocked>", lock.toString());
        var one = lock.tryAcquireRead();
        var other = lock.tryAcquireRead();
        assertNotNull(one);
        assertNotNull(other);
        assertEquals("<AsyncReadWriteLock readers=2>", lock.toString());
        var writer = lock.acquireWriteAsync();
        assertEquals("<AsyncReadWriteLock readers=2 waiting=1>", lock.toString());
        assertEquals(new ReadWriteLockStatistics(2, false, 1), lock.statistics());
        one.close();
        other.close();
        assertEquals("<AsyncReadWriteLock writing>", lock.toString());
        assertEquals(new ReadWriteLockStatistics(0, true, 0), lock.statistics());
        writer.join().close();
        assertEquals("<AsyncReadWriteLock unlocked>", lock.toString());
        assertEquals(new ReadWriteLockStatistics(0, false, 0), lock.statistics());
    }

    @Test
    @DisplayName(
            "the figures of a barrier: how many have come of how many, and whether it is broken")
    void aBarrier() {
        AsyncBarrier barrier = AsyncBarrier.create(2);
        var first = barrier.awaitAsync();
        assertEquals(new BarrierStatistics(2, 1, false), barrier.statistics());
        barrier.abort();
        assertEquals(new BarrierStatistics(2, 0, true), barrier.statistics());
        assertTrue(first.handle((place, thrown) -> thrown != null).join());
    }

    @Test
    @DisplayName("a limiter says how many tokens of how many are lent out, and how many wait")
    void aLimiter() {
        CapacityLimiter limiter = CapacityLimiter.create(1);
        assertEquals("<CapacityLimiter borrowed=0/1>", limiter.toString());
        var lease = limiter.tryAcquire("first");
        assertNotNull(lease);
        var waiter = limiter.acquireAsync("second");
        assertEquals("<CapacityLimiter borrowed=1/1 waiting=1>", limiter.toString());
        waiter.cancel(null);
        limiter.setTotal(0);
        assertEquals("<CapacityLimiter borrowed=1/0>", limiter.toString());
        lease.close();
    }

    @Test
    @DisplayName("a lease says whether it is closed")
    void aLease() {
        var lease = AsyncLock.create().acquireAsync().join();
        assertEquals("<Lease>", lease.toString());
        lease.close();
        assertEquals("<Lease closed>", lease.toString());
    }
}
