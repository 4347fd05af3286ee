package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.WaitStatistics;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiters of a semaphore that are cancelled. */
class SemaphoreCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final Trail trail = new Trail();
    private final PermitSeekers seekers = new PermitSeekers(virtual, trail);

    @Test
    @DisplayName("SEM-09 after a cancel the others are served in their order")
    void afterACancel() {
        var semaphore = AsyncSemaphore.create(0);
        seekers.seeker(semaphore, "1");
        Task<?> second = seekers.seeker(semaphore, "2");
        seekers.seeker(semaphore, "3");
        seekers.seeker(semaphore, "4");
        second.cancel("enough");
        for (int i = 0; i < 3; i++) {
            semaphore.release();
            virtual.settle();
        }

        trail.is("1", "3", "4");
        assertEquals(0, semaphore.available());
    }

    @Test
    @DisplayName("SEM-10 a cancelled acquire leaves nothing in the line")
    void nothingIsLeft() {
        var semaphore = AsyncSemaphore.create(1);
        assertTrue(semaphore.tryAcquire());
        Task<?> waiter = seekers.seeker(semaphore, "never");
        waiter.cancel("enough");
        virtual.settle();
        assertEquals(new WaitStatistics(1, 0, 0), semaphore.statistics());
        semaphore.release();
        assertEquals(1, semaphore.available());
        assertTrue(semaphore.acquireAsync().isDone());
        trail.is();
    }
}
