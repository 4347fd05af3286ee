package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.sync.Lease;
import dev.aiko.sync.WaitStatistics;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens for borrowers, whose number may change. */
class LimiterTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final CapacityLimiter limiter = CapacityLimiter.create(2);

    private Task<Lease> borrower() {
        Task<Lease> task = loop.createTask(() -> await(limiter.acquireAsync()));
        virtual.settle();
        return task;
    }

    @Test
    @DisplayName("every task is a borrower of its own")
    void tasks() {
        var first = borrower();
        var second = borrower();
        var third = borrower();
        assertTrue(first.isDone());
        assertTrue(second.isDone());
        assertFalse(third.isDone());
        assertEquals(2, limiter.borrowed());
        assertEquals(new WaitStatistics(2, 0, 1), limiter.statistics());
        first.result().close();
        virtual.settle();

        assertTrue(third.isDone());
        assertEquals(2, limiter.borrowed());
    }

    @Test
    @DisplayName("in a callback of the loop everybody is one")
    void callbacks() {
        List<Task<Lease>> tasks = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tasks.add(
                    loop.composeTask(
                            () -> sleep(ofMillis(1)).thenCompose(x -> limiter.acquireAsync())));
        }
        loop.runUntilComplete(() -> await(gather(tasks)));
        assertEquals(2, limiter.borrowed());
    }

    @Test
    @DisplayName("a borrower whose text fails is a borrower like any other")
    void withoutAText() {
        var broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalArgumentException("no text");
                    }
                };
        var lease = limiter.tryAcquire(broken);
        assertNotNull(lease);
        Sentences.tellsTheNextStep(
                assertThrows(IllegalStateException.class, () -> limiter.tryAcquire(broken)),
                "toString failed",
                "token");
        assertEquals("<CapacityLimiter borrowed=1/2>", limiter.toString());
        lease.close();
        var again = limiter.tryAcquire(broken);
        assertNotNull(again);
        again.close();
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName(
            "a borrower who has a token gets no second one, and may come back when it is closed")
    void twice() {
        loop.runUntilComplete(
                () -> {
                    var lease = await(limiter.acquireAsync());
                    for (Runnable again :
                            new Runnable[] {
                                () -> await(limiter.acquireAsync()), () -> limiter.tryAcquire()
                            }) {
                        var refused = assertThrows(IllegalStateException.class, again::run);
                        Sentences.tellsTheNextStep(refused, "Task-", "token");
                    }
                    assertEquals(1, limiter.borrowed());
                    lease.close();
                    await(limiter.acquireAsync()).close();
                });
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName("so is one who waits for his first")
    void twiceWhileWaiting() {
        limiter.setTotal(0);
        var mine = new Object();
        var first = limiter.acquireAsync(mine);
        assertThrows(IllegalStateException.class, () -> limiter.acquireAsync(mine).isDone());
        assertThrows(IllegalStateException.class, () -> limiter.tryAcquire(mine));
        first.cancel("enough");
        assertNull(limiter.tryAcquire(mine));
        var again = limiter.acquireAsync(mine);
        limiter.setTotal(1);

        again.join().close();
    }

    @Test
    @DisplayName("borrowers are told apart by identity, not by what they are equal to")
    void identity() {
        var one = limiter.tryAcquire(new StringBuilder("worker").toString());
        var other = limiter.tryAcquire(new StringBuilder("worker").toString());
        assertNotNull(one);
        assertNotNull(other);
        assertNull(limiter.tryAcquire(new StringBuilder("worker").toString()));
        one.close();
        other.close();
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName("more tokens go to those who wait, at once")
    void larger() {
        limiter.setTotal(0);
        var first = borrower();
        var second = borrower();
        var third = borrower();
        limiter.setTotal(2);
        assertEquals(2, limiter.borrowed());
        virtual.settle();

        assertTrue(first.isDone());
        assertTrue(second.isDone());
        assertFalse(third.isDone());
        assertEquals(2, limiter.total());
    }

    @Test
    @DisplayName("with fewer nobody loses his, and new ones are lent when enough have come back")
    void smaller() {
        var first = borrower();
        var second = borrower();
        limiter.setTotal(1);
        assertEquals(2, limiter.borrowed());
        assertEquals(new WaitStatistics(1, 0, 0), limiter.statistics());
        var third = borrower();
        first.result().close();
        virtual.settle();
        assertFalse(third.isDone());
        assertEquals(1, limiter.borrowed());
        second.result().close();
        virtual.settle();

        assertTrue(third.isDone());
        assertEquals(1, limiter.borrowed());
    }

    @Test
    @DisplayName("a size below none is refused, and changes nothing")
    void badSize() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> CapacityLimiter.create(-1));
        Sentences.tellsTheNextStep(refused, "-1");
        assertThrows(IllegalArgumentException.class, () -> limiter.setTotal(-3));
        assertEquals(2, limiter.total());
    }

    @Test
    @DisplayName("a plain thread is a borrower, once")
    void aPlainThread() {
        Wait.onAnotherThread(
                () -> {
                    try (var lease = limiter.acquireBlocking()) {
                        assertEquals("<Lease>", lease.toString());
                        assertThrows(IllegalStateException.class, limiter::acquireBlocking);
                        assertEquals(1, limiter.borrowed());
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                });
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName("a task whose blocking acquire was refused is still no borrower")
    void refusedOnALoop() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(IllegalStateException.class, limiter::acquireBlocking);
                    await(limiter.acquireAsync()).close();
                });
        assertEquals(0, limiter.borrowed());
    }

    @Test
    @DisplayName("nor is a thread that was interrupted before it could wait")
    void interruptedBefore() {
        Wait.onAnotherThread(
                () -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, limiter::acquireBlocking);
                    var lease = limiter.tryAcquire();
                    assertNotNull(lease);
                    lease.close();
                });
        assertEquals(0, limiter.borrowed());
    }
}
