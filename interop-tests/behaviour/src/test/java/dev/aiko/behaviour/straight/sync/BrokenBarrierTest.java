package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.BrokenBarrierException;
import dev.aiko.task.Task;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A barrier that is reset, or aborted. */
class BrokenBarrierTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncBarrier barrier = AsyncBarrier.create(3);

    private Task<Integer> party() {
        Task<Integer> task = loop.createTask(() -> await(barrier.awaitAsync()));
        virtual.settle();
        return task;
    }

    private static void broke(Task<Integer> party) {
        assertInstanceOf(BrokenBarrierException.class, party.exception());
        Sentences.tellsTheNextStep(party.exception(), "AsyncBarrier");
    }

    private void threeMeet() {
        var parties = List.of(party(), party(), party());
        for (int place = 0; place < 3; place++) {
            assertEquals(place, parties.get(place).result());
        }
    }

    @Test
    @DisplayName("BAR-08 a reset fails all who wait, and the barrier is as new")
    void reset() {
        var first = party();
        var second = party();
        barrier.reset();
        virtual.settle();

        broke(first);
        broke(second);
        assertFalse(barrier.isBroken());
        assertEquals(0, barrier.waiting());
        threeMeet();
    }

    @Test
    @DisplayName("BAR-09 a reset that finds nobody changes nothing")
    void idleReset() {
        barrier.reset();
        assertFalse(barrier.isBroken());
        threeMeet();
        barrier.reset();
        threeMeet();
    }

    private int failThenMeet() {
        assertThrows(BrokenBarrierException.class, () -> await(barrier.awaitAsync()));
        return await(barrier.awaitAsync());
    }

    @Test
    @DisplayName("BAR-10 those whom a reset failed may wait again and meet")
    void waitAgain() {
        var twice =
                List.of(loop.createTask(this::failThenMeet), loop.createTask(this::failThenMeet));
        virtual.settle();
        barrier.reset();
        virtual.settle();
        assertEquals(2, barrier.waiting());
        var third = party();

        assertEquals(0, twice.get(0).result());
        assertEquals(1, twice.get(1).result());
        assertEquals(2, third.result());
    }

    @Test
    @DisplayName("BAR-11 an abort fails all who wait, and all who come")
    void abort() {
        var first = party();
        barrier.abort();
        assertTrue(barrier.isBroken());
        assertEquals(0, barrier.waiting());
        virtual.settle();
        broke(first);
        broke(party());
        barrier.abort();
        broke(party());

        var future = barrier.awaitAsync();
        assertTrue(future.isCompletedExceptionally());
        Wait.onAnotherThread(
                () -> assertThrows(BrokenBarrierException.class, barrier::awaitBlocking));
        assertEquals(0, barrier.waiting());
    }

    @Test
    @DisplayName("BAR-11 those whom the last party let go on are not failed by an abort")
    void abortAfterAllHaveCome() {
        var first = party();
        var second = party();
        loop.runUntilComplete(
                () -> {
                    assertEquals(2, await(barrier.awaitAsync()));
                    barrier.abort();
                });
        virtual.settle();

        assertEquals(0, first.result());
        assertEquals(1, second.result());
        assertTrue(barrier.isBroken());
    }

    @Test
    @DisplayName("BAR-12 a reset mends a barrier that was aborted")
    void resetAfterAbort() {
        var first = party();
        barrier.abort();
        barrier.reset();
        assertFalse(barrier.isBroken());
        virtual.settle();

        broke(first);
        threeMeet();
    }

    @Test
    @DisplayName("BAR-14 its text shows how many of how many have come, or that it is broken")
    void text() {
        assertEquals("<AsyncBarrier filling 0/3>", barrier.toString());
        party();
        assertEquals("<AsyncBarrier filling 1/3>", barrier.toString());
        barrier.abort();
        assertEquals("<AsyncBarrier broken>", barrier.toString());
        barrier.reset();
        assertEquals("<AsyncBarrier filling 0/3>", barrier.toString());
    }

    @Test
    @DisplayName("a plain thread that waits is failed as well")
    void aPlainThread() {
        var thread =
                new Thread(
                        () -> assertThrows(BrokenBarrierException.class, barrier::awaitBlocking));
        thread.start();
        Wait.until("it waits", () -> barrier.waiting() == 1);
        barrier.abort();
        Wait.until(thread);
    }
}
