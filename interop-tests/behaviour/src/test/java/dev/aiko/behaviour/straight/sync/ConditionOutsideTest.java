package dev.aiko.behaviour.straight.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.task.LoopFuture;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The future of a wait that somebody completes from outside. */
class ConditionOutsideTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();

    @Test
    @DisplayName("a wait on a condition ends with the lock, so nobody completes it")
    void aCondition() {
        var condition = AsyncCondition.create();
        assertTrue(condition.lock().tryAcquire());
        LoopFuture<Void> wait = condition.awaitAsync();
        List<Executable> calls =
                List.of(
                        () -> wait.complete(null),
                        () -> wait.completeExceptionally(new IllegalStateException()),
                        () -> wait.completeAsync(() -> null),
                        () -> wait.completeAsync(() -> null, Runnable::run));
        for (Executable call : calls) {
            Sentences.tellsTheNextStep(
                    assertThrows(UnsupportedOperationException.class, call), "outside", "cancel");
        }
        assertFalse(wait.isDone());
        assertEquals(1, condition.waiting());
        assertTrue(condition.lock().tryAcquire());
        condition.signal();
        condition.lock().release();
        wait.join();
        assertTrue(condition.lock().isLocked());
        condition.lock().release();
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("any other wait that is completed by hand is over, and has left the line")
    void anyOther(String name) {
        var waitable = Waitables.named(name);
        var done = waitable.ask();
        assertTrue(done.complete(null));
        assertEquals(0, waitable.waiting());
        var failed = waitable.ask();
        failed.completeExceptionally(new IllegalStateException("by hand"));
        assertEquals(0, waitable.waiting());
        waitable.give();
        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("what was on its way to it goes back")
    void onItsWay(String name) {
        var waitable = Waitables.named(name);
        var asked = virtual.loop().createTask(() -> new LoopFuture<?>[] {waitable.ask()});
        virtual.settle();
        waitable.give();
        asked.result()[0].complete(null);
        Wait.until("is there for the next one", waitable::isThere);
    }
}
