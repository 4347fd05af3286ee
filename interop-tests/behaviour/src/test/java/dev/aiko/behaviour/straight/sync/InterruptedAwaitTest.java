package dev.aiko.behaviour.straight.sync;

import static java.time.Duration.ofDays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A plain thread that awaits, and is interrupted. */
class InterruptedAwaitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();

    private final AtomicReference<Object> outcome = new AtomicReference<>();
    private final AtomicBoolean isInterrupted = new AtomicBoolean();

    private interface Awaits {
        Object await(CompletionStage<?> stage) throws TimeoutException;
    }

    private Thread thread(CompletableFuture<?> future, Awaits how) {
        int before = future.getNumberOfDependents();
        var thread =
                new Thread(
                        () -> {
                            try {
                                outcome.set(how.await(future));
                            } catch (CancellationException | TimeoutException thrown) {
                                outcome.set(thrown);
                            }
                            isInterrupted.set(Thread.currentThread().isInterrupted());
                        });
        thread.start();
        Wait.until("waits", () -> future.getNumberOfDependents() > before);
        return thread;
    }

    private void interrupt(Thread thread) {
        thread.interrupt();
        Wait.until(thread);
        assertInstanceOf(CancellationException.class, outcome.get());
        assertTrue(isInterrupted.get());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("takes what it alone waited for out of the line")
    void alone(String name) {
        var waitable = Waitables.named(name);
        var future = waitable.ask();
        interrupt(thread(future, Aiko::await));
        assertTrue(future.isCancelled());
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("also from an await with a limit")
    void withALimit(String name) {
        var waitable = Waitables.named(name);
        var future = waitable.ask();
        interrupt(thread(future, stage -> Aiko.await(stage, ofDays(1))));
        assertTrue(future.isCancelled());
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("leaves it alone when a stage hangs on it, a task awaits it, or another thread")
    void shared(String name) {
        var byStage = Waitables.named(name);
        var staged = byStage.ask();
        var stage = staged.thenApply(value -> "stage");
        interrupt(thread(staged, Aiko::await));
        assertFalse(stage.isDone());
        byStage.give();
        assertEquals("stage", stage.join());

        var byTask = Waitables.named(name);
        var awaited = byTask.ask();
        var task = virtual.loop().createTask(() -> Aiko.await(awaited));
        virtual.settle();
        interrupt(thread(awaited, Aiko::await));
        assertFalse(awaited.isDone());
        byTask.give();
        virtual.loop().runUntilComplete(task);

        var byThread = Waitables.named(name);
        var joined = byThread.ask();
        var joining = thread(joined, future -> future.toCompletableFuture().join());
        interrupt(thread(joined, Aiko::await));
        assertFalse(joined.isDone());
        byThread.give();
        Wait.until(joining);
        assertFalse(joined.isCancelled());
    }

    @Test
    @DisplayName(
            "a future of somebody else's making is cancelled too, unless something hangs on it")
    void aForeignFuture() {
        var alone = new CompletableFuture<String>();
        interrupt(thread(alone, Aiko::await));
        assertTrue(alone.isCancelled());
        var shared = new CompletableFuture<String>();
        var stage = shared.thenApply(value -> value);
        interrupt(thread(shared, Aiko::await));
        assertFalse(shared.isDone());
        assertFalse(stage.isDone());
    }

    @Test
    @DisplayName("what has come is had, interrupted or not")
    void tooLate() {
        var future = virtual.loop().<String>createFuture();
        future.complete("there");
        Wait.onAnotherThread(
                () -> {
                    Thread.currentThread().interrupt();
                    assertEquals("there", Aiko.await(future));
                    assertTrue(Thread.currentThread().isInterrupted());
                });
    }

    @Test
    @DisplayName("a wait on a condition is asked to stop, and its lease gives the lock back")
    void aCondition() {
        var condition = AsyncCondition.create();
        var lease = condition.lock().acquireAsync().join();
        LoopFuture<?> wait = condition.awaitAsync();
        var holder = condition.lock().acquireAsync().join();
        interrupt(thread(wait, Aiko::await));
        assertEquals(0, condition.waiting());
        assertFalse(wait.isDone());
        lease.close();
        holder.close();
        Wait.until("gives the lock back", () -> !condition.lock().isLocked());

        assertTrue(wait.isCancelled());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("interrupted while it is given: it has it, or it is there for the next one")
    void raced(String name) {
        for (int round = 0; round < 300; round++) {
            var waitable = Waitables.named(name);
            var future = waitable.ask();
            outcome.set(null);
            var thread = thread(future, Aiko::await);
            var giver = new Thread(waitable::give);
            giver.start();
            thread.interrupt();
            Wait.until(thread);
            Wait.until(giver);
            if (outcome.get() instanceof CancellationException) {
                assertTrue(future.isCancelled());
                Wait.until("is there for the next one", waitable::isThere);
            } else {
                assertFalse(future.isCancelled());
            }
        }
    }
}
