package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting for a signal, with a lock that is given back meanwhile. */
class ConditionTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);
    private final SignalledTasks tasks = new SignalledTasks(virtual, condition, trail);

    @Test
    @DisplayName("COND-01 waiting without the lock is refused")
    void waitingWithoutTheLock() {
        loop.runUntilComplete(
                () -> {
                    var refused =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> await(condition.awaitAsync()));
                    Sentences.tellsTheNextStep(refused, "lock");
                });
        assertEquals(0, condition.waiting());
    }

    @Test
    @DisplayName("COND-02 a signal without the lock is refused")
    void signalWithoutTheLock() {
        Task<?> waiter = tasks.waiter("not yet");
        for (Runnable signal :
                new Runnable[] {
                    condition::signal, () -> condition.signal(2), condition::signalAll
                }) {
            var refused = assertThrows(IllegalStateException.class, signal::run);
            Sentences.tellsTheNextStep(refused, "lock");
        }
        virtual.settle();

        assertFalse(waiter.isDone());
        assertEquals(1, condition.waiting());
    }

    @Test
    @DisplayName("COND-03 a wait gives the lock back, and has it again when it is done, with null")
    void givesTheLockBack() {
        Task<?> waiter = tasks.waiter("signalled");
        assertFalse(lock.isLocked());
        assertEquals(1, condition.waiting());
        tasks.withLock(condition::signal);

        assertTrue(waiter.isDone());
        assertNull(waiter.result());
        trail.is("signalled");
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-04 who got a signal goes on when the one who gave it has released the lock")
    void afterTheRelease() {
        tasks.waiter("woken");
        assertTrue(lock.tryAcquire());
        condition.signal();
        virtual.settle();
        trail.is();
        assertTrue(lock.isLocked());
        lock.release();
        virtual.settle();

        trail.is("woken");
    }

    @Test
    @DisplayName("COND-05 a signal for some wakes those who have waited longest, and no more")
    void someOfThem() {
        for (String name : new String[] {"1", "2", "3", "4", "5"}) {
            tasks.waiter(name);
        }
        tasks.withLock(() -> condition.signal(0));
        trail.is();
        tasks.withLock(condition::signal);
        trail.is("1");
        tasks.withLock(() -> condition.signal(2));
        trail.is("1", "2", "3");
        assertEquals(2, condition.waiting());
        tasks.withLock(() -> condition.signal(2048));

        trail.is("1", "2", "3", "4", "5");
        assertEquals(0, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-06 a signal for all wakes those of this moment, one after the other")
    void allOfThem() {
        tasks.waiter("1");
        tasks.waiter("2");
        tasks.waiter("3");
        tasks.withLock(
                () -> {
                    condition.signalAll();
                    assertEquals(0, condition.waiting());
                });
        Task<?> late = tasks.waiter("late");

        trail.is("1", "2", "3");
        assertFalse(late.isDone());
    }

    @Test
    @DisplayName("COND-07 a signal that nobody waits for is forgotten")
    void forgotten() {
        tasks.withLock(condition::signal);
        tasks.withLock(condition::signalAll);
        Task<?> waiter = tasks.waiter("not yet");

        assertFalse(waiter.isDone());
        trail.is();
    }

    @Test
    @DisplayName("fewer than none is no number to wake")
    void badNumber() {
        assertTrue(lock.tryAcquire());
        var refused = assertThrows(IllegalArgumentException.class, () -> condition.signal(-1));
        assertTrue(refused.getMessage().contains("-1"), refused::getMessage);
    }
}
