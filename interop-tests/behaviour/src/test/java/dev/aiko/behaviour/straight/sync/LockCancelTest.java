package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiters of a lock that are cancelled. */
class LockCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();

    private Task<?> seeker(String name) {
        Task<?> task =
                loop.createTask(() -> WaitEnd.note(trail, name, () -> await(lock.acquireAsync())));
        virtual.settle();
        return task;
    }

    @Test
    @DisplayName("LOCK-04 a cancelled waiter leaves the line, and the holder keeps the lock")
    void cancelled() {
        assertTrue(lock.tryAcquire());
        Task<?> first = seeker("first");
        Task<?> second = seeker("second");
        assertEquals(2, lock.statistics().waiting());
        assertTrue(first.cancel("enough"));
        virtual.settle();

        trail.is("first cancelled: enough");
        assertEquals(1, lock.statistics().waiting());
        assertTrue(lock.isLocked());
        assertFalse(second.isDone());
        lock.release();
        virtual.settle();
        trail.is("first cancelled: enough", "second");
    }

    @Test
    @DisplayName("LOCK-04 cancelling the future of a waiter does the same")
    void theFuture() {
        assertTrue(lock.tryAcquire());
        loop.runUntilComplete(
                () -> {
                    var future = lock.acquireAsync();
                    assertTrue(future.cancel("enough"));
                    assertEquals(0, lock.statistics().waiting());
                    var cancelled = assertThrows(CancellationException.class, () -> await(future));
                    assertEquals("enough", cancelled.getMessage());
                });

        lock.release();
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("LOCK-05 a callback that cancels a waiter and releases lets one other in, not two")
    void cancelAndRelease() {
        for (boolean releaseFirst : List.of(false, true)) {
            assertTrue(lock.tryAcquire());
            Task<?> first = seeker("first");
            Task<?> second = seeker("second");
            Task<?> third = seeker("third");
            loop.callSoon(
                    () -> {
                        if (releaseFirst) {
                            lock.release();
                            first.cancel("now");
                        } else {
                            first.cancel("now");
                            lock.release();
                        }
                    });
            virtual.settle();

            assertTrue(first.isCancelled());
            assertTrue(second.isDone());
            assertFalse(third.isDone());
            assertTrue(lock.isLocked());
            lock.release();
            virtual.settle();
            assertTrue(third.isDone());
            lock.release();
        }
        assertEquals(6, trail.steps().size());
    }

    @Test
    @DisplayName("LOCK-05 cancelling everybody in the turn of a release leaves the lock free")
    void everybodyInTheTurnOfTheRelease() {
        assertTrue(lock.tryAcquire());
        List<Task<?>> tasks = List.of(seeker("first"), seeker("second"), seeker("third"));
        lock.release();
        tasks.forEach(task -> task.cancel("all"));
        virtual.settle();

        trail.is("first cancelled: all", "second cancelled: all", "third cancelled: all");
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("LOCK-06 when all who waited are cancelled a newcomer does not suspend")
    void newcomer() {
        assertTrue(lock.tryAcquire());
        Task<?> first = seeker("first");
        Task<?> second = seeker("second");
        loop.runUntilComplete(
                () -> {
                    first.cancel("gone");
                    second.cancel("gone");
                    lock.release();
                    loop.callSoon(trail.mark("somebody else"));
                    await(lock.acquireAsync());
                    trail.add("newcomer");
                });
        virtual.settle();

        assertEquals("newcomer", trail.steps().get(0));
        assertTrue(lock.isLocked());
        assertEquals(0, lock.statistics().waiting());
    }
}
