package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.WaitStatistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Permits that are lent out one by one. */
@SuppressWarnings("try") // a lease is there to be closed
class SemaphoreTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final PermitSeekers seekers = new PermitSeekers(virtual, trail);

    @Test
    @DisplayName("SEM-01 fewer permits than none are refused, and one with none is locked")
    void size() {
        for (int bad : new int[] {-1, Integer.MIN_VALUE}) {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> AsyncSemaphore.create(bad));
            assertTrue(refused.getMessage().contains("" + bad), refused::getMessage);
            assertThrows(IllegalArgumentException.class, () -> AsyncSemaphore.bounded(bad));
        }
        assertTrue(AsyncSemaphore.create(0).isLocked());
        assertFalse(AsyncSemaphore.create(0).tryAcquire());
        assertFalse(AsyncSemaphore.create(1).isLocked());
        assertEquals(3, AsyncSemaphore.bounded(3).available());
    }

    @Test
    @DisplayName("SEM-02 a free permit is had without suspending")
    void free() {
        var semaphore = AsyncSemaphore.create(2);
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    await(semaphore.acquireAsync());
                    assertFalse(semaphore.isLocked());
                    await(semaphore.acquireAsync());
                    assertTrue(semaphore.isLocked());
                    trail.add("has both");
                });

        trail.is("has both", "somebody else");
        assertEquals(0, semaphore.available());
    }

    @Test
    @DisplayName(
            "SEM-03 a release that nobody waits for adds a permit, beyond the first number too")
    void grows() {
        var semaphore = AsyncSemaphore.create(1);
        semaphore.release();
        semaphore.release(2);

        assertEquals(4, semaphore.available());
        assertEquals(new WaitStatistics(4, 4, 0), semaphore.statistics());
        assertTrue(semaphore.tryAcquire(4));
        assertTrue(semaphore.isLocked());
    }

    @Test
    @DisplayName("SEM-04 a bounded one refuses to be released too often, and its count stays")
    void bounded() {
        var semaphore = AsyncSemaphore.bounded(2);
        var refused = assertThrows(IllegalStateException.class, semaphore::release);
        assertTrue(refused.getMessage().contains("2"), refused::getMessage);
        assertEquals(2, semaphore.available());
        assertTrue(semaphore.tryAcquire());
        assertThrows(IllegalStateException.class, () -> semaphore.release(2));
        assertEquals(1, semaphore.available());
        semaphore.release();

        assertEquals(new WaitStatistics(2, 2, 0), semaphore.statistics());
    }

    @Test
    @DisplayName("SEM-05 a release goes straight to the one who has waited longest; none is free")
    void straightOn() {
        var semaphore = AsyncSemaphore.create(0);
        seekers.seeker(semaphore, "first");
        semaphore.release();
        assertEquals(0, semaphore.available());
        assertTrue(semaphore.isLocked());
        assertFalse(semaphore.tryAcquire());
        virtual.settle();

        trail.is("first");
        assertEquals(0, semaphore.available());
    }

    @Test
    @DisplayName("SEM-06 two releases wake the two who have waited longest")
    void twoReleases() {
        var semaphore = AsyncSemaphore.create(0);
        for (String name : new String[] {"1", "2", "3", "4"}) {
            seekers.seeker(semaphore, name);
        }
        semaphore.release();
        semaphore.release();
        virtual.settle();
        trail.is("1", "2");
        semaphore.release(2);
        virtual.settle();

        trail.is("1", "2", "3", "4");
    }

    @Test
    @DisplayName("SEM-07 who releases and wants it again at once goes to the end of the line")
    void takingTurns() {
        var semaphore = AsyncSemaphore.create(1);
        for (String name : new String[] {"a", "b", "c"}) {
            loop.createTask(
                    () -> {
                        for (int round = 1; round <= 3; round++) {
                            try (var held = await(semaphore.acquireAsync())) {
                                trail.add(name + round);
                                yieldNow();
                            }
                        }
                    });
        }
        for (int i = 0; i < 3; i++) {
            virtual.settle();
        }

        trail.is("a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3");
        assertEquals(1, semaphore.available());
    }

    @Test
    @DisplayName("SEM-08 it is locked while somebody waits, even for more than is free")
    void lockedWhileSomebodyWaits() {
        var semaphore = AsyncSemaphore.create(2);
        var many = semaphore.acquireAsync(3);
        assertTrue(semaphore.isLocked());
        assertEquals(2, semaphore.available());
        assertFalse(semaphore.tryAcquire());
        many.cancel("enough");

        assertFalse(semaphore.isLocked());
        assertTrue(semaphore.tryAcquire());
    }

    @Test
    @DisplayName("SEM-11 a block has a permit, and gives it back in the end")
    void aBlock() {
        var semaphore = AsyncSemaphore.bounded(1);
        loop.runUntilComplete(
                () -> {
                    try (var held = await(semaphore.acquireAsync())) {
                        assertTrue(semaphore.isLocked());
                    }
                    assertEquals(1, semaphore.available());
                });
    }
}
