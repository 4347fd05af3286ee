package dev.aiko.behaviour.straight.task;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A future gets one outcome, once and for ever. */
class FutureOutcomeTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final IllegalArgumentException failure = new IllegalArgumentException("boom");

    @Test
    @DisplayName("FUT-01 a new future is neither done nor cancelled, and has no outcome to read")
    void aNewFuture() {
        assertFalse(future.isDone());
        assertFalse(future.isCancelled());
        assertFalse(future.isCompletedExceptionally());
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, future::result));
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, future::exception));
    }

    @Test
    @DisplayName("FUT-02 a value is final: read, not cancelled any more, not completed again")
    void aValueIsFinal() {
        assertTrue(future.complete("value"));

        assertTrue(future.isDone());
        assertEquals("value", future.result());
        assertNull(future.exception());
        assertFalse(future.cancel("too late"));
        assertFalse(future.cancel(true));
        assertFalse(future.complete("other"));
        assertFalse(future.completeExceptionally(failure));
        assertEquals("value", future.result());
        assertFalse(future.isCancelled());
    }

    @Test
    @DisplayName("FUT-02 a null value is a value")
    void nullIsAValue() {
        assertTrue(future.complete(null));

        assertNull(future.result());
        assertNull(future.exception());
        assertFalse(future.complete("other"));
    }

    @Test
    @DisplayName("FUT-03 a failure is read as the very same object, and is no cancellation")
    void aFailureIsTheSameObject() {
        assertTrue(future.completeExceptionally(failure));

        assertSame(failure, assertThrows(IllegalArgumentException.class, future::result));
        assertSame(failure, future.exception());
        assertFalse(future.isCancelled());
        assertFalse(future.cancel("too late"));
        assertFalse(future.complete("value"));
        assertSame(failure, future.exception());
    }

    @Test
    @DisplayName("FUT-04 cancelling a pending future returns true and ends it at once")
    void cancellingEndsAtOnce() {
        assertTrue(future.cancel("enough"));

        assertTrue(future.isDone());
        assertTrue(future.isCancelled());
        assertThrows(CancellationException.class, future::result);
        assertThrows(CancellationException.class, future::exception);
    }

    @Test
    @DisplayName("FUT-05 after a cancellation no other outcome is taken, and no second one")
    void aCancellationIsFinal() {
        future.cancel("enough");

        assertFalse(future.complete("value"));
        assertFalse(future.completeExceptionally(failure));
        assertFalse(future.cancel("again"));
        assertFalse(future.cancel(true));
        assertTrue(future.isCancelled());
        assertEquals("enough", reason());
    }

    @Test
    @DisplayName(
            "FUT-06 the reason is the message of the cancellation that readers and waiters see")
    void theReasonTravels() {
        future.cancel("because");

        assertEquals("because", reason());
        assertEquals(
                "because",
                assertThrows(CancellationException.class, future::exception).getMessage());
        assertEquals(
                "because", assertThrows(CancellationException.class, future::join).getMessage());
        assertEquals(
                "because", assertThrows(CancellationException.class, future::get).getMessage());
        var waiting =
                assertThrows(CancellationException.class, () -> loop.runUntilComplete(future));
        assertEquals("because", waiting.getMessage());
    }

    @Test
    @DisplayName("FUT-06 without a reason there is no message")
    void noReasonNoMessage() {
        future.cancel(true);
        assertNull(reason());

        LoopFuture<String> other = loop.createFuture();
        other.cancel(null);
        assertNull(assertThrows(CancellationException.class, other::result).getMessage());
    }

    @Test
    @DisplayName("FUT-23 a timer that comes too late for a cancelled future is ignored silently")
    void aLateTimerIsIgnored() {
        loop.callLater(ofSeconds(1), () -> future.complete("late"));
        LoopFuture<String> sleep = loop.sleepAsync(ofSeconds(1), "late");
        future.cancel("enough");
        sleep.cancel("enough");

        virtual.runFor(ofSeconds(2));

        assertTrue(future.isCancelled());
        assertTrue(sleep.isCancelled());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("an outcome cannot be forced upon a future that has one")
    void nothingIsObtruded() {
        future.complete("value");

        Sentences.tellsTheNextStep(
                assertThrows(
                        UnsupportedOperationException.class, () -> future.obtrudeValue("other")));
        Sentences.tellsTheNextStep(
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> future.obtrudeException(failure)));
        assertEquals("value", future.result());
    }

    private String reason() {
        return assertThrows(CancellationException.class, future::result).getMessage();
    }

    @Test
    @DisplayName(
            "FUT-03 resultNow and exceptionNow read without waiting, and refuse what is not there")
    void theJdksOwnWayOfReading() {
        LoopFuture<String> value = loop.createFuture();
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, value::resultNow));
        value.complete("value");
        future.completeExceptionally(failure);

        assertEquals("value", value.resultNow());
        assertSame(failure, future.exceptionNow());
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, value::exceptionNow));
        Sentences.tellsTheNextStep(assertThrows(IllegalStateException.class, future::resultNow));
    }
}
