package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loop that closes while some of its own wait on a condition, and somebody else has the lock. */
@SuppressWarnings("try") // a lease is there to be closed
class ClosedLoopConditionTest {

    @RegisterExtension final VirtualLoop closing = new VirtualLoop();
    @RegisterExtension final VirtualLoop other = new VirtualLoop();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    private Task<?> waiter(VirtualLoop virtual) {
        Task<?> task =
                virtual.loop()
                        .createTask(
                                () -> {
                                    try (var held = await(lock.acquireAsync())) {
                                        await(condition.awaitAsync());
                                    }
                                });
        virtual.settle();
        return task;
    }

    private LoopFuture<?> bareWait() {
        var asked =
                closing.loop()
                        .createTask(
                                () -> {
                                    assertTrue(lock.tryAcquire());
                                    return new LoopFuture<?>[] {condition.awaitAsync()};
                                });
        closing.settle();
        return asked.result()[0];
    }

    /** The lock is his, and after him it is free; nobody else is in a line. */
    private void isTheLastOf(Lease holder) {
        assertTrue(lock.isLocked());
        assertEquals(0, lock.statistics().waiting());
        assertEquals(0, condition.waiting());
        holder.close();
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a task leaves the line of the condition and that of the lock")
    void aTask() {
        Task<?> waiter = waiter(closing);
        Lease holder = lock.acquireAsync().join();
        closing.loop().close();

        assertTrue(waiter.isCancelled());
        isTheLastOf(holder);
    }

    @Test
    @DisplayName("a future that no task awaits does as well")
    void aBareFuture() {
        LoopFuture<?> wait = bareWait();
        Lease holder = lock.acquireAsync().join();
        closing.loop().close();

        assertTrue(wait.isCancelled());
        isTheLastOf(holder);
    }

    @Test
    @DisplayName("one that waited for a signal takes no lock, also when it is free")
    void aBareFutureAndAFreeLock() {
        LoopFuture<?> wait = bareWait();
        closing.loop().close();

        assertTrue(wait.isCancelled());
        assertFalse(lock.isLocked());
        assertEquals(0, condition.waiting());
    }

    @Test
    @DisplayName("one that was signalled, and not yet there, passes the signal on")
    void aSignalOnItsWay() {
        LoopFuture<?> first = bareWait();
        Task<?> second = waiter(other);
        Lease holder = lock.acquireAsync().join();
        condition.signal();
        assertEquals(1, condition.waiting());
        closing.loop().close();
        assertTrue(first.isCancelled());
        assertEquals(0, condition.waiting());
        holder.close();
        other.settle();

        assertTrue(second.isDone());
        assertFalse(second.isCancelled());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a lock that was on its way to it goes on to the next")
    void aLockOnItsWay() {
        LoopFuture<?> first = bareWait();
        Lease holder = lock.acquireAsync().join();
        condition.signal();
        closing.loop().callSoon(() -> {});
        closing.loop().close();
        var next = lock.acquireAsync();
        holder.close();

        assertTrue(first.isCancelled());
        next.join().close();
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName(
            "the lease of a wait that ended so is over, and takes nothing from the next holder")
    void theLease() {
        var asked =
                closing.loop()
                        .createTask(
                                () -> {
                                    var held = await(lock.acquireAsync());
                                    var wait = condition.awaitAsync();
                                    return new Object[] {held, wait};
                                });
        closing.settle();
        Lease holder = lock.acquireAsync().join();
        closing.loop().close();
        assertTrue(((LoopFuture<?>) asked.result()[1]).isCancelled());
        ((Lease) asked.result()[0]).close();

        isTheLastOf(holder);
    }

    @Test
    @DisplayName("a runner waits with its tasks for the lock before it closes the loop")
    void aRunner() {
        var runner = Runner.background("closing");
        Task<?> waiter =
                runner.loop()
                        .submit(
                                () -> {
                                    try (var held = await(lock.acquireAsync())) {
                                        await(condition.awaitAsync());
                                    }
                                });
        Wait.until("waits", () -> condition.waiting() == 1);
        Lease holder = lock.acquireAsync().join();
        var closer = new Thread(runner::close);
        closer.start();
        Wait.until("wants the lock", () -> lock.statistics().waiting() == 1);
        assertFalse(waiter.isDone());
        assertTrue(closer.isAlive());
        holder.close();
        Wait.until(closer);

        assertTrue(waiter.isCancelled());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("close, signal and release at the same time lose neither the lock nor the signal")
    void raced() {
        for (int round = 0; round < 300; round++) {
            var runner = Runner.background("closing");
            Task<?> first =
                    runner.loop()
                            .submit(
                                    () -> {
                                        try (var held = await(lock.acquireAsync())) {
                                            await(condition.awaitAsync());
                                        }
                                    });
            Wait.until("waits", () -> condition.waiting() == 1);
            var lease = lock.acquireAsync().join();
            var ready = new CountDownLatch(1);
            var signaller =
                    new Thread(
                            () -> {
                                Wait.until(ready);
                                condition.signal();
                                lease.close();
                            });
            signaller.start();
            ready.countDown();
            runner.close();
            Wait.until(signaller);
            assertTrue(first.isDone());
            lock.acquireAsync().join().close();
            assertFalse(lock.isLocked());
            assertEquals(0, condition.waiting());
        }
    }
}
