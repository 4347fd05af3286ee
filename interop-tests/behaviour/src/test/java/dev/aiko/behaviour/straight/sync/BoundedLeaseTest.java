package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncSemaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Permits of a bounded semaphore that are given back by hand and by lease. */
class BoundedLeaseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();

    @Test
    @DisplayName("a lease whose permit was released by hand is over, and closing it is harmless")
    void releasedBefore() {
        var semaphore = AsyncSemaphore.bounded(1);
        var lease = semaphore.acquireAsync().join();
        semaphore.release();
        assertEquals("<Lease closed>", lease.toString());
        lease.close();

        assertEquals(1, semaphore.available());
        assertThrows(IllegalStateException.class, semaphore::release);
    }

    @Test
    @DisplayName("also when somebody else has the permit by then, with a lease or without")
    void handedOn() {
        var semaphore = AsyncSemaphore.bounded(1);
        var first = semaphore.acquireAsync().join();
        semaphore.release();
        var second = semaphore.acquireAsync().join();
        first.close();
        assertEquals(0, semaphore.available());
        second.close();
        assertEquals(1, semaphore.available());

        var third = semaphore.acquireAsync().join();
        semaphore.release();
        assertTrue(semaphore.tryAcquire());
        third.close();
        assertEquals(0, semaphore.available());
        semaphore.release();
        assertEquals(1, semaphore.available());
    }

    @Test
    @DisplayName("a release gives back what was taken by hand, and ends no lease then")
    void both() {
        var semaphore = AsyncSemaphore.bounded(2);
        var lease = semaphore.acquireAsync().join();
        assertTrue(semaphore.tryAcquire());
        semaphore.release();
        assertEquals("<Lease>", lease.toString());
        assertEquals(1, semaphore.available());
        lease.close();
        assertEquals(2, semaphore.available());
    }

    @Test
    @DisplayName("who never closes a lease, and releases each time, loses no permit")
    void onlyByHand() {
        var semaphore = AsyncSemaphore.bounded(2);
        virtual.loop()
                .runUntilComplete(
                        () -> {
                            for (int round = 0; round < 5; round++) {
                                await(semaphore.acquireAsync());
                                await(semaphore.acquireAsync());
                                var next = semaphore.acquireAsync();
                                semaphore.release();
                                semaphore.release();
                                await(next).close();
                                assertEquals(2, semaphore.available());
                            }
                        });
    }

    @Test
    @DisplayName("of a lease of several permits those that are left come back with its closing")
    void severalPermits() {
        var semaphore = AsyncSemaphore.bounded(5);
        var three = semaphore.acquireAsync(3).join();
        var two = semaphore.acquireAsync(2).join();
        semaphore.release();
        assertEquals(1, semaphore.available());
        three.close();
        assertEquals(3, semaphore.available());
        semaphore.release(2);
        two.close();
        assertEquals(5, semaphore.available());
    }

    @Test
    @DisplayName("without a bound every release counts, and so does the closing")
    void withoutABound() {
        var semaphore = AsyncSemaphore.create(1);
        var lease = semaphore.acquireAsync().join();
        semaphore.release();
        lease.close();
        assertEquals(2, semaphore.available());
    }

    @Test
    @DisplayName("a waiter that is cancelled when the permit has come gives it back once")
    void cancelledOnItsWay() {
        var semaphore = AsyncSemaphore.bounded(1);
        assertTrue(semaphore.tryAcquire());
        var task = virtual.loop().createTask(() -> await(semaphore.acquireAsync()));
        virtual.settle();
        semaphore.release();
        assertFalse(task.isDone());
        task.cancel("now");
        virtual.settle();
        assertTrue(task.isCancelled());
        assertEquals(1, semaphore.available());
        assertThrows(IllegalStateException.class, semaphore::release);
    }
}
