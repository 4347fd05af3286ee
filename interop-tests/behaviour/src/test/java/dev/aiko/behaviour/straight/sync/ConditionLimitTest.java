package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait for a signal whose time is over while somebody else has the lock for an hour. */
@SuppressWarnings("try") // a lease is there to be closed
class ConditionLimitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    private interface Limited {
        void await() throws Exception;
    }

    /**
     * Somebody has the lock from the first to the tenth second; the limit is over at the second.
     */
    private void endsAtTheTenthSecond(Limited wait) {
        Task<?> waiter =
                loop.createTask(
                        () -> {
                            try (var held = await(lock.acquireAsync())) {
                                assertThrows(TimeoutException.class, wait::await);
                                assertEquals(ofSeconds(10), loop.time());
                                assertTrue(lock.isLocked());
                                assertFalse(lock.tryAcquire());
                            }
                        });
        loop.createTask(
                () -> {
                    await(sleep(ofSeconds(1)));
                    try (var held = await(lock.acquireAsync())) {
                        await(sleep(ofSeconds(9)));
                    }
                });
        loop.runUntilComplete(waiter);
        virtual.settle();

        assertFalse(lock.isLocked());
        assertEquals(0, condition.waiting());
    }

    @Test
    @DisplayName("COND-15 withTimeout throws when the lock is there again")
    void aBlockWithALimit() {
        endsAtTheTenthSecond(
                () ->
                        withTimeout(
                                ofSeconds(2),
                                limit -> {
                                    await(condition.awaitAsync());
                                }));
    }

    @Test
    @DisplayName("COND-15 so does an await with a limit")
    void anAwaitWithALimit() {
        endsAtTheTenthSecond(() -> await(condition.awaitAsync(), ofSeconds(2)));
    }

    @Test
    @DisplayName("of two limits the one that is over first decides")
    void twoLimits() {
        endsAtTheTenthSecond(
                () -> {
                    var wait = condition.awaitAsync().orTimeout(2, SECONDS);
                    await(wait.completeOnTimeout(null, 4, SECONDS), TimeoutException.class);
                });
    }

    @Test
    @DisplayName("COND-15 so does orTimeout")
    void orTimeout() {
        endsAtTheTenthSecond(
                () -> await(condition.awaitAsync().orTimeout(2, SECONDS), TimeoutException.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("COND-12 a signal that came before the limit passes to the next one, and once")
    void passedOnOnce(boolean isCancelled) {
        var wait = new AtomicReference<LoopFuture<?>>();
        Task<?> overdue =
                waiter(
                        () -> {
                            wait.set(condition.awaitAsync());
                            await(wait.get().completeOnTimeout(null, 2, SECONDS));
                        });
        Task<?> second = waiter(() -> await(condition.awaitAsync()));
        waiter(() -> await(condition.awaitAsync()));
        assertTrue(lock.tryAcquire());
        condition.signal();
        virtual.runFor(ofSeconds(3));
        lock.release();
        while (!wait.get().isDone()) {
            virtual.oneTurn();
        }
        if (isCancelled) {
            assertTrue(overdue.cancel("now"));
        }
        virtual.settle();

        assertEquals(isCancelled, overdue.isCancelled());
        assertTrue(second.isDone());
        assertEquals(1, condition.waiting());
        assertFalse(lock.isLocked());
    }

    private Task<?> waiter(Limited wait) {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(lock.acquireAsync())) {
                                wait.await();
                            }
                        });
        virtual.settle();
        return task;
    }
}
