package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock of a condition, which several conditions may share. */
@SuppressWarnings("try") // a lease is there to be closed
class ConditionLockTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);
    private final SignalledTasks tasks = new SignalledTasks(virtual, condition, trail);

    @Test
    @DisplayName("COND-14 a condition of a lock shares it")
    void sharedLock() {
        assertSame(lock, condition.lock());
        assertTrue(lock.tryAcquire());
        assertFalse(condition.lock().tryAcquire());
        assertTrue(condition.toString().contains(" locked"));
        lock.release();
        assertTrue(condition.lock().tryAcquire());
        assertTrue(lock.isLocked());
    }

    @Test
    @DisplayName("a lock that is not of this engine is refused, and what to do is said")
    void aForeignLock() {
        var foreign =
                (AsyncLock)
                        Proxy.newProxyInstance(
                                AsyncLock.class.getClassLoader(),
                                new Class<?>[] {AsyncLock.class},
                                (proxy, method, arguments) -> "a lock of another kind");
        Sentences.tellsTheNextStep(
                assertThrows(IllegalArgumentException.class, () -> AsyncCondition.create(foreign)),
                "a lock of another kind",
                "AsyncLock.create()");
    }

    @Test
    @DisplayName("COND-14 two conditions of one lock wake their own waiters")
    void twoConditions() {
        var other = AsyncCondition.create(lock);
        tasks.waiter("waits for the one");
        tasks.withLock(other::signalAll);
        trail.is();
        tasks.withLock(condition::signalAll);

        trail.is("waits for the one");
    }

    @Test
    @DisplayName(
            "COND-03 a lease that was there before the wait still gives the lock back after it")
    void theLeaseOutlivesTheWait() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(lock.acquireAsync())) {
                                await(condition.awaitAsync());
                                await(condition.awaitAsync());
                            }
                        });
        virtual.settle();
        tasks.withLock(condition::signal);
        assertFalse(task.isDone());
        assertFalse(lock.isLocked());
        tasks.withLock(condition::signal);

        assertTrue(task.isDone());
        assertFalse(lock.isLocked());
    }
}
