package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for a signal that are cancelled: the lock comes first, and no signal is lost. */
@SuppressWarnings("try") // a lease is there to be closed
class ConditionCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    private Task<?> waiter(String name) {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(lock.acquireAsync())) {
                                WaitEnd.note(
                                        trail,
                                        name,
                                        () -> {
                                            try {
                                                await(condition.awaitAsync());
                                            } finally {
                                                assertTrue(lock.isLocked());
                                            }
                                        });
                            }
                        });
        virtual.settle();
        return task;
    }

    @Test
    @DisplayName(
            "COND-10 COND-11 a cancelled wait has the lock again before it throws, with the reason")
    void theLockFirst() {
        Task<?> waiter = waiter("waiter");
        assertTrue(lock.tryAcquire());
        assertTrue(waiter.cancel("enough"));
        virtual.settle();
        assertEquals(0, condition.waiting());
        trail.is();
        assertFalse(waiter.isDone());
        lock.release();
        virtual.settle();

        trail.is("waiter cancelled: enough");
        assertTrue(waiter.isCancelled());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-10 with the lock free a cancelled wait takes it at once")
    void withTheLockFree() {
        Task<?> waiter = waiter("waiter");
        waiter.cancel("enough");
        virtual.settle();

        trail.is("waiter cancelled: enough");
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-11 COND-12 one that waits for the lock again passes its signal on")
    void whileItWaitsForTheLock() {
        Task<?> first = waiter("first");
        Task<?> second = waiter("second");
        assertTrue(lock.tryAcquire());
        condition.signal();
        virtual.settle();
        assertTrue(first.cancel("too late"));
        virtual.settle();
        trail.is();
        lock.release();
        virtual.settle();

        trail.is("first cancelled: too late", "second");
        assertTrue(first.isCancelled());
        assertTrue(second.isDone());
        assertFalse(lock.isLocked());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @DisplayName(
            "COND-12 COND-13 cancelled however late, it holds the lock, and the signal is used")
    void inWhicheverTurn(int turns) {
        Task<?> first = waiter("first");
        Task<?> second = waiter("second");
        assertTrue(lock.tryAcquire());
        condition.signal();
        lock.release();
        for (int turn = 0; turn < turns; turn++) {
            virtual.oneTurn();
        }
        boolean accepted = first.cancel("now");
        virtual.settle();

        assertEquals(accepted, first.isCancelled());
        assertEquals(accepted, second.isDone());
        if (accepted) {
            trail.is("first cancelled: now", "second");
        } else {
            trail.is("first");
        }
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-13 cancelled in the turn of the release, the wait ends with the lock held")
    void inTheTurnOfTheRelease() {
        Task<?> waiter = waiter("waiter");
        assertTrue(lock.tryAcquire());
        condition.signal();
        virtual.settle();
        loop.callSoon(
                () -> {
                    lock.release();
                    waiter.cancel("now");
                });
        virtual.settle();

        trail.is("waiter cancelled: now");
        assertTrue(waiter.isCancelled());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-15 a wait whose time is over has the lock again when it throws")
    void timeLimits() {
        loop.runUntilComplete(
                () -> {
                    try (var held = await(lock.acquireAsync())) {
                        assertThrows(
                                TimeoutException.class,
                                () ->
                                        withTimeout(
                                                ofSeconds(1),
                                                limit -> {
                                                    await(condition.awaitAsync());
                                                }));
                        assertTrue(lock.isLocked());
                        assertThrows(
                                TimeoutException.class,
                                () -> await(condition.awaitAsync(), ofSeconds(1)));
                        assertTrue(lock.isLocked());
                    }
                    assertFalse(lock.isLocked());
                });

        assertEquals(0, condition.waiting());
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("a second cancel while the lock is waited for does no harm")
    void cancelledTwice() {
        Task<?> waiter = waiter("waiter");
        assertTrue(lock.tryAcquire());
        waiter.cancel("first");
        virtual.settle();
        waiter.cancel("second");
        virtual.settle();
        assertFalse(waiter.isDone());
        lock.release();
        virtual.settle();

        assertEquals(1, trail.steps().size());
        assertTrue(waiter.isCancelled());
        assertFalse(lock.isLocked());
    }
}
