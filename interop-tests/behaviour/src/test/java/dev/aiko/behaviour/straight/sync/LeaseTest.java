package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was acquired is given back once, by whoever closes the lease. */
class LeaseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** How to acquire, and how many are free. */
    private record Lender(String name, Supplier<LoopFuture<Lease>> acquire, IntSupplier free) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Lender> lenders() {
        var lock = AsyncLock.create();
        var semaphore = AsyncSemaphore.create(1);
        var bounded = AsyncSemaphore.bounded(1);
        var limiter = CapacityLimiter.create(1);
        var readWrite = AsyncReadWriteLock.create();
        return Stream.of(
                new Lender("lock", lock::acquireAsync, () -> lock.statistics().available()),
                new Lender("semaphore", semaphore::acquireAsync, semaphore::available),
                new Lender("bounded", bounded::acquireAsync, bounded::available),
                new Lender(
                        "limiter",
                        () -> limiter.acquireAsync(new Object()),
                        () -> 1 - limiter.borrowed()),
                new Lender(
                        "write",
                        readWrite::acquireWriteAsync,
                        () -> readWrite.isWriteLocked() ? 0 : 1));
    }

    @ParameterizedTest
    @MethodSource("lenders")
    @DisplayName("closing it twice is harmless, and takes nothing from the next one")
    void closedTwice(Lender lender) {
        loop.runUntilComplete(
                () -> {
                    var first = await(lender.acquire().get());
                    assertEquals(0, lender.free().getAsInt());
                    first.close();
                    assertEquals(1, lender.free().getAsInt());
                    first.close();
                    assertEquals(1, lender.free().getAsInt());
                    var second = await(lender.acquire().get());
                    first.close();
                    assertEquals(0, lender.free().getAsInt());
                    second.close();
                    assertEquals(1, lender.free().getAsInt());
                });
    }

    @ParameterizedTest
    @MethodSource("lenders")
    @DisplayName("another task may close it, and another thread")
    void closedBySomebodyElse(Lender lender) {
        var first = loop.runUntilComplete(lender.acquire().get());
        loop.runUntilComplete(() -> first.close());
        assertEquals(1, lender.free().getAsInt());
        var second = loop.runUntilComplete(lender.acquire().get());
        Wait.onAnotherThread(second::close);

        assertEquals(1, lender.free().getAsInt());
    }

    @ParameterizedTest
    @MethodSource("lenders")
    @DisplayName("it may be closed long after its loop, for somebody in another one")
    void closedAfterItsLoop(Lender lender) {
        var lease = loop.runUntilComplete(() -> await(lender.acquire().get()));
        loop.close();
        var other = new VirtualLoop();
        var next = other.loop().createTask(() -> await(lender.acquire().get()));
        other.settle();
        assertFalse(next.isDone());
        lease.close();
        other.settle();
        assertTrue(next.isDone());
        next.result().close();
        other.loop().close();

        assertEquals(1, lender.free().getAsInt());
    }

    @Test
    @DisplayName(
            "releasing the lock ends its lease, whose closing then does no harm to the next one")
    void releasedBeforeItIsClosed() {
        var lock = AsyncLock.create();
        loop.runUntilComplete(
                () -> {
                    var old = await(lock.acquireAsync());
                    lock.release();
                    assertFalse(lock.isLocked());
                    old.close();
                    assertFalse(lock.isLocked());
                    var next = await(lock.acquireAsync());
                    old.close();
                    assertTrue(lock.isLocked());
                    next.close();
                    assertThrows(IllegalStateException.class, lock::release);
                });
    }

    @Test
    @DisplayName("a release hands the lock on, and an old lease that is closed later takes nothing")
    void handedOnBeforeItIsClosed() {
        var lock = AsyncLock.create();
        loop.runUntilComplete(
                () -> {
                    var old = await(lock.acquireAsync());
                    var next = lock.acquireAsync();
                    var last = lock.acquireAsync();
                    lock.release();
                    old.close();
                    var lease = await(next);
                    assertFalse(last.isDone());
                    assertTrue(lock.isLocked());
                    old.close();
                    lease.close();
                    await(last).close();
                    assertFalse(lock.isLocked());
                });
    }

    @Test
    @DisplayName("two threads that close one lease give back once")
    void closedByTwoThreads() {
        var semaphore = AsyncSemaphore.create(1);
        for (int round = 0; round < 500; round++) {
            var lease = semaphore.acquireAsync().join();
            var threads = List.of(new Thread(lease::close), new Thread(lease::close));
            threads.forEach(Thread::start);
            threads.forEach(Wait::until);
            assertEquals(1, semaphore.available());
        }
    }
}
