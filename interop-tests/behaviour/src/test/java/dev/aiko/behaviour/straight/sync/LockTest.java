package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.WaitStatistics;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A lock, and everybody in line gets it. */
@SuppressWarnings("try") // a lease is there to be closed
class LockTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();

    private Task<?> seeker(String name) {
        return loop.createTask(
                () -> {
                    var lease = await(lock.acquireAsync());
                    trail.add(name);
                    return lease;
                });
    }

    @Test
    @DisplayName("LOCK-01 a free lock is had without suspending, and is held until the release")
    void free() {
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    assertFalse(lock.isLocked());
                    var lease = await(lock.acquireAsync());
                    trail.add("has it");
                    assertTrue(lock.isLocked());
                    yieldNow();
                    assertTrue(lock.isLocked());
                    lease.close();
                    assertFalse(lock.isLocked());
                });

        trail.is("has it", "somebody else");
    }

    @Test
    @DisplayName("LOCK-01 the future of a free lock is done at once")
    void doneAtOnce() {
        loop.runUntilComplete(
                () -> {
                    var first = lock.acquireAsync();
                    var second = lock.acquireAsync();
                    assertTrue(first.isDone());
                    assertFalse(second.isDone());
                    first.result().close();
                    await(second).close();
                });

        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("LOCK-02 with each release the one who has waited longest gets it")
    void inOrder() {
        assertTrue(lock.tryAcquire());
        seeker("first");
        seeker("second");
        seeker("third");
        virtual.settle();
        trail.is();
        for (int releases = 1; releases <= 3; releases++) {
            lock.release();
            assertTrue(lock.isLocked());
            virtual.settle();
            assertEquals(releases, trail.steps().size());
        }

        trail.is("first", "second", "third");
        assertTrue(lock.isLocked());
    }

    @Test
    @DisplayName("LOCK-02 nobody who comes after a release overtakes the one it went to")
    void nobodyOvertakes() {
        assertTrue(lock.tryAcquire());
        seeker("first");
        virtual.settle();
        lock.release();
        assertFalse(lock.tryAcquire());
        seeker("late");
        virtual.settle();

        trail.is("first");
        assertEquals(new WaitStatistics(1, 0, 1), lock.statistics());
    }

    @Test
    @DisplayName("LOCK-03 releasing a lock that is free is refused")
    void releasedWhenFree() {
        var refused = assertThrows(IllegalStateException.class, lock::release);
        Sentences.tellsTheNextStep(refused, "lock", "free", "release");
        assertTrue(lock.tryAcquire());
        lock.release();
        assertThrows(IllegalStateException.class, lock::release);
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("LOCK-07 somebody else may release it, and a holder who wants it again waits")
    void noOwner() {
        Task<?> holder =
                loop.createTask(
                        () -> {
                            await(lock.acquireAsync());
                            trail.add("once");
                            await(lock.acquireAsync());
                            trail.add("twice");
                        });
        virtual.settle();
        trail.is("once");
        assertFalse(holder.isDone());
        loop.runUntilComplete(() -> lock.release());
        virtual.settle();

        trail.is("once", "twice");
        assertTrue(holder.isDone());
        assertTrue(lock.isLocked());
    }
}
