package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several permits at once: all or none, and nobody overtakes. */
class SeveralPermitsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncSemaphore semaphore = AsyncSemaphore.create(3);

    /** Asks for so many within the loop, so that the answer arrives when the test lets it. */
    private LoopFuture<Lease> ask(int permits) {
        var asked = virtual.loop().createTask(() -> new Object[] {semaphore.acquireAsync(permits)});
        virtual.settle();
        @SuppressWarnings("unchecked") // that is what was put in
        var future = (LoopFuture<Lease>) asked.result()[0];
        return future;
    }

    @Test
    @DisplayName("they come together, and their lease gives them back together")
    void together() {
        var lease = ask(3).result();
        assertEquals(0, semaphore.available());
        lease.close();
        assertEquals(3, semaphore.available());
    }

    @Test
    @DisplayName("one who wants few does not overtake one who waits for many")
    void nobodyOvertakes() {
        assertTrue(semaphore.tryAcquire(2));
        var many = ask(3);
        var few = ask(1);
        assertFalse(many.isDone());
        assertFalse(few.isDone());
        semaphore.release();
        virtual.settle();
        assertFalse(many.isDone());
        assertFalse(few.isDone());
        semaphore.release();
        virtual.settle();
        assertTrue(many.isDone());
        assertFalse(few.isDone());
        many.result().close();
        virtual.settle();

        assertTrue(few.isDone());
        assertEquals(2, semaphore.available());
    }

    @Test
    @DisplayName("one release of many serves as many as it is enough for")
    void oneReleaseServesSeveral() {
        assertTrue(semaphore.tryAcquire(3));
        var one = ask(1);
        var two = ask(2);
        var three = ask(3);
        semaphore.release(5);
        virtual.settle();

        assertTrue(one.isDone());
        assertTrue(two.isDone());
        assertFalse(three.isDone());
        assertEquals(2, semaphore.available());
        assertEquals(1, semaphore.statistics().waiting());
    }

    @Test
    @DisplayName("when the one in front is cancelled, those behind go on with what is there")
    void theOneInFrontIsCancelled() {
        assertTrue(semaphore.tryAcquire());
        var many = ask(3);
        var one = ask(1);
        var other = ask(1);
        many.cancel("enough");
        virtual.settle();

        assertTrue(one.isDone());
        assertTrue(other.isDone());
        assertEquals(0, semaphore.available());
    }

    @Test
    @DisplayName("many that come to somebody who is cancelled in that turn all go on")
    void cancelledInTheTurnOfTheGrant() {
        assertTrue(semaphore.tryAcquire(3));
        var many = ask(3);
        var one = ask(1);
        var two = ask(2);
        semaphore.release(3);
        assertTrue(many.cancel("enough"));
        virtual.settle();

        assertTrue(one.isDone());
        assertTrue(two.isDone());
        assertEquals(0, semaphore.available());
    }

    @Test
    @DisplayName("trying takes all or none")
    void trying() {
        assertTrue(semaphore.tryAcquire(2));
        assertFalse(semaphore.tryAcquire(2));
        assertEquals(1, semaphore.available());
        assertTrue(semaphore.tryAcquire(1));
    }

    @Test
    @DisplayName("none or fewer cannot be asked for, nor given back")
    void badNumbers() {
        for (int bad : new int[] {0, -1, Integer.MIN_VALUE}) {
            for (Runnable call :
                    new Runnable[] {
                        () -> semaphore.acquireAsync(bad).isDone(),
                        () -> semaphore.tryAcquire(bad),
                        () -> semaphore.release(bad)
                    }) {
                var refused = assertThrows(IllegalArgumentException.class, call::run);
                Sentences.tellsTheNextStep(refused, "" + bad);
            }
        }
        assertEquals(3, semaphore.available());
    }

    @Test
    @DisplayName(
            "a bounded one refuses a number that can never be there, a growing one waits for it")
    void moreThanThereAre() {
        var bounded = AsyncSemaphore.bounded(2);
        var refused =
                assertThrows(
                        IllegalArgumentException.class, () -> bounded.acquireAsync(3).isDone());
        Sentences.tellsTheNextStep(refused, "3", "2");
        assertThrows(IllegalArgumentException.class, () -> bounded.tryAcquire(3));
        var waiting = ask(4);
        assertFalse(waiting.isDone());
        semaphore.release();
        virtual.settle();

        assertTrue(waiting.isDone());
    }

    @Test
    @DisplayName("more than an int counts cannot be given back, and nothing changes")
    void tooMany() {
        var full = AsyncSemaphore.create(Integer.MAX_VALUE);
        assertThrows(IllegalStateException.class, full::release);
        assertEquals(Integer.MAX_VALUE, full.available());
        assertTrue(full.tryAcquire(Integer.MAX_VALUE));
        assertDoesNotThrow(() -> full.release(Integer.MAX_VALUE));
    }
}
