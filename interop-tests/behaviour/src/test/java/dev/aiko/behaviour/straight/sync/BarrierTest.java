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
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Parties that wait for each other. */
class BarrierTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncBarrier barrier = AsyncBarrier.create(3);

    private Task<Integer> party() {
        Task<Integer> task = loop.createTask(() -> await(barrier.awaitAsync()));
        virtual.settle();
        return task;
    }

    @Test
    @DisplayName("BAR-01 a barrier for fewer than one party is refused")
    void tooFew() {
        for (int bad : new int[] {0, -1}) {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> AsyncBarrier.create(bad));
            assertTrue(refused.getMessage().contains("" + bad), refused::getMessage);
        }
        assertEquals(1, AsyncBarrier.create(1).parties());
        assertEquals(3, barrier.parties());
    }

    @Test
    @DisplayName("BAR-02 all go on when the last has come, each with the place in which it came")
    void places() {
        var first = party();
        var second = party();
        assertFalse(first.isDone());
        assertFalse(second.isDone());
        var third = party();

        assertEquals(List.of(0, 1, 2), List.of(first.result(), second.result(), third.result()));
        assertFalse(barrier.isBroken());
    }

    @Test
    @DisplayName("BAR-03 with one party nobody waits, again and again")
    void oneParty() {
        var alone = AsyncBarrier.create(1);
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    assertEquals(0, await(alone.awaitAsync()));
                    assertEquals(0, await(alone.awaitAsync()));
                    trail.add("twice");
                });

        trail.is("twice", "somebody else");
        assertEquals(0, alone.waiting());
    }

    @Test
    @DisplayName("BAR-04 the same parties may meet again and again")
    void again() {
        for (String name : new String[] {"a", "b", "c"}) {
            loop.createTask(
                    () -> {
                        for (int round = 1; round <= 3; round++) {
                            trail.add("round " + round);
                            await(barrier.awaitAsync());
                            yieldNow();
                        }
                        trail.add("ends " + name);
                    });
        }
        virtual.settle();
        virtual.settle();

        var expected = new ArrayList<String>();
        for (int round = 1; round <= 3; round++) {
            expected.addAll(List.of("round " + round, "round " + round, "round " + round));
        }
        assertEquals(expected, trail.steps().subList(0, 9));
        assertEquals(12, trail.steps().size());
    }

    @Test
    @DisplayName("BAR-05 it counts those who wait, and none when all are there")
    void waiting() {
        assertEquals(0, barrier.waiting());
        party();
        assertEquals(1, barrier.waiting());
        party();
        assertEquals(2, barrier.waiting());
        party();
        assertEquals(0, barrier.waiting());
    }

    @Test
    @DisplayName("BAR-06 a cancelled party leaves its place to another one, and nothing breaks")
    void cancelled() {
        var first = party();
        var second = party();
        assertTrue(first.cancel("enough"));
        virtual.settle();
        assertTrue(first.isCancelled());
        assertEquals(1, barrier.waiting());
        assertFalse(barrier.isBroken());
        var third = party();
        assertFalse(second.isDone());
        var fourth = party();

        assertEquals(List.of(0, 1, 2), List.of(second.result(), third.result(), fourth.result()));
    }

    @Test
    @DisplayName(
            "BAR-07 with the last party it fills anew, also while the others have yet to go on")
    void fillsAnew() {
        var first = party();
        var second = party();
        loop.runUntilComplete(
                () -> {
                    assertEquals(2, await(barrier.awaitAsync()));
                    assertFalse(first.isDone());
                    assertFalse(second.isDone());
                    var early = barrier.awaitAsync();
                    assertFalse(early.isDone());
                    assertEquals(1, barrier.waiting());
                    assertEquals("<AsyncBarrier filling 1/3>", barrier.toString());
                    early.cancel("enough");
                });
        virtual.settle();

        assertEquals(0, first.result());
        assertEquals(1, second.result());
    }

    @Test
    @DisplayName("BAR-07 one that is cancelled after all have come stops nobody")
    void cancelledAfterAllHaveCome() {
        var first = party();
        var second = party();
        loop.runUntilComplete(
                () -> {
                    await(barrier.awaitAsync());
                    first.cancel("too late for the others");
                });
        virtual.settle();

        assertTrue(first.isCancelled());
        assertEquals(1, second.result());
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.waiting());
    }

    @Test
    @DisplayName("BAR-13 to await it is to enter, with one's place; a later failure breaks nothing")
    void entering() {
        var alone = AsyncBarrier.create(1);
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> {
                                assertEquals(0, await(alone.awaitAsync()));
                                throw new IllegalArgumentException("boom");
                            });
                    assertFalse(alone.isBroken());
                    assertEquals(0, await(alone.awaitAsync()));
                });
    }
}
