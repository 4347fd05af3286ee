package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop that closes while some of its own wait: nothing is lost to those who wait elsewhere. */
class ClosedLoopWaitTest {

    @RegisterExtension final VirtualLoop closing = new VirtualLoop();
    @RegisterExtension final VirtualLoop other = new VirtualLoop();

    private static Task<?> waiter(VirtualLoop virtual, Waitable waitable) {
        Task<?> task = virtual.loop().createTask(() -> await(waitable.ask()));
        virtual.settle();
        return task;
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("who waits in another loop gets it")
    void closedWhileTheyWait(String name) {
        var waitable = Waitables.named(name);
        Task<?> first = waiter(closing, waitable);
        Task<?> second = waiter(other, waitable);
        assertEquals(2, waitable.waiting());
        closing.loop().close();
        assertTrue(first.isDone());
        assertEquals(1, waitable.waiting());
        waitable.give();
        other.settle();

        assertTrue(second.isDone());
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("also what was on its way to the closing loop")
    void closedAfterItWasGiven(String name) {
        var waitable = Waitables.named(name);
        Task<?> first = waiter(closing, waitable);
        Task<?> second = waiter(other, waitable);
        waitable.give();
        closing.loop().close();
        other.settle();

        assertTrue(first.isDone());
        assertEquals(first.isCancelled(), second.isDone());
    }

    private LoopFuture<?> bareFuture(Supplier<LoopFuture<?>> wait) {
        var asked = closing.loop().createTask(() -> new LoopFuture<?>[] {wait.get()});
        closing.settle();
        return asked.result()[0];
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a future that no task awaits leaves the line, and says which loop closed")
    void aBareFuture(String name) {
        var waitable = Waitables.named(name);
        LoopFuture<?> future = bareFuture(waitable::ask);
        closing.loop().close();

        assertTrue(future.isCancelled());
        var why = assertThrows(CancellationException.class, future::result);
        assertEquals("EventLoop '" + closing.loop().name() + "' was closed", why.getMessage());
        assertEquals(0, waitable.waiting());
        waitable.give();
        assertTrue(waitable.isThere());
    }

    @Test
    @DisplayName("they leave in the order in which they came, and their callbacks still run")
    void inTheirOrder() {
        var event = AsyncEvent.create();
        var ended = new ArrayList<LoopFuture<?>>();
        var futures = new ArrayList<LoopFuture<?>>();
        for (int number = 0; number < 5; number++) {
            LoopFuture<?> future = bareFuture(event::awaitAsync);
            future.addDoneCallback(ended::add);
            futures.add(future);
        }
        futures.remove(2).cancel("left before");
        closing.settle();
        ended.clear();
        closing.loop().close();

        assertEquals(futures, ended);
        assertEquals(0, event.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("what is given after the close is for those of other loops")
    void aBareFutureBeforeAnother(String name) {
        var waitable = Waitables.named(name);
        LoopFuture<?> first = bareFuture(waitable::ask);
        Task<?> second = waiter(other, waitable);
        closing.loop().close();
        assertTrue(first.isCancelled());
        waitable.give();
        other.settle();

        assertTrue(second.isDone());
        assertFalse(second.isCancelled());
    }

    @Test
    @DisplayName("a body that waited for its lock does not run any more, on whatever thread")
    void aBodyThatWaits() {
        var lock = AsyncLock.create();
        var holder = lock.acquireAsync().join();
        var ran = new AtomicBoolean();
        LoopFuture<?> waits =
                bareFuture(
                        () ->
                                lock.withLockAsync(
                                        () -> {
                                            ran.set(true);
                                            return CompletableFuture.completedStage("done");
                                        }));
        closing.loop().close();
        assertTrue(waits.isCancelled());
        holder.close();

        assertFalse(ran.get());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName(
            "cleanup may wait in line while the loop closes, and is told to go when nobody comes")
    void cleanup() {
        var lock = AsyncLock.create();
        var holder = lock.acquireAsync().join();
        var trail = new Trail();
        Task<?> task =
                closing.loop()
                        .createTask(
                                () -> {
                                    try {
                                        await(closing.loop().createFuture());
                                    } finally {
                                        trail.add("cleaning");
                                        try {
                                            await(lock.acquireAsync());
                                        } catch (CancellationException told) {
                                            trail.add("told");
                                        }
                                        assertTrue(AsyncLock.create().acquireAsync().isDone());
                                    }
                                });
        closing.settle();
        closing.loop().close();

        assertTrue(task.isCancelled());
        trail.is("cleaning", "told");
        assertEquals(0, lock.statistics().waiting());
        holder.close();
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a future that everybody has forgotten is not kept by its loop")
    void forgotten() {
        var forgotten = new WeakReference<Object>(bareFuture(AsyncEvent.create()::awaitAsync));
        Wait.untilCollected("the future is gone", () -> forgotten.get() == null);
        LoopFuture<?> kept = bareFuture(AsyncLock.create()::acquireAsync);
        assertTrue(kept.isDone());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a background runner that closes takes its waiters out of the line")
    void aBackgroundRunner(String name) {
        var waitable = Waitables.named(name);
        var runner = Runner.background("closing");
        Task<?> task = runner.loop().submit(() -> await(waitable.ask()));
        Wait.until("stands in line", () -> waitable.waiting() == 1);
        runner.close();
        assertTrue(task.isCancelled());
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("giving while a loop closes loses nothing, whoever is first")
    void givenWhileItCloses(String name) {
        for (int round = 0; round < 100; round++) {
            var waitable = Waitables.named(name);
            var runner = Runner.background("closing");
            var had = new AtomicBoolean();
            Task<?> first =
                    runner.loop()
                            .submit(
                                    () -> {
                                        await(waitable.ask());
                                        had.set(true);
                                    });
            Wait.until("stands in line", () -> waitable.waiting() == 1);
            var second = waitable.ask();
            var giver = new Thread(waitable::give);
            giver.start();
            runner.close();
            Wait.until(giver);
            assertTrue(first.isDone());
            if (had.get()) {
                assertFalse(second.isDone());
            } else {
                second.join();
            }
        }
    }
}
