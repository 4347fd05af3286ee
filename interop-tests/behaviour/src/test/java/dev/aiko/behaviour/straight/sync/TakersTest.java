package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several who share the future of what only one can have: one has it, or it goes back, once. */
class TakersTest {

    private static final int ROUNDS = 2_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private LoopFuture<?> future;
    private Task<?> body;

    /** A body stands in line for it, and it has come, and the body has not gone on. */
    private Waitable woken(String name) {
        var waitable = Waitables.named(name);
        loop.callSoon(() -> future = waitable.ask());
        virtual.settle();
        body = loop.createTask(() -> await(future));
        virtual.settle();
        return waitable;
    }

    private void give(Waitable waitable) {
        waitable.give();
        while (!future.isDone()) {
            virtual.oneTurn();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("what a reader has, a body in line that is cancelled does not give back")
    void aReader(String name) {
        var waitable = woken(name);
        future.addDoneCallback(
                done -> {
                    done.join();
                    body.cancel("now");
                });
        give(waitable);
        virtual.settle();

        assertFalse(waitable.isThere());
        future.join();
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("what a function has, a body in line that is cancelled does not give back")
    void aFunction(String name) {
        var waitable = woken(name);
        var stage =
                future.thenRun(
                        () -> {
                            trail.add("function");
                            body.cancel("now");
                        });
        give(waitable);
        virtual.settle();

        assertTrue(stage.isDone());
        assertFalse(waitable.isThere());
        trail.is("function");
    }

    @Test
    @DisplayName("a gather of one future twice gives it back for itself alone")
    void twiceInOne() {
        var waitable = woken("lock");
        var both = loop.createTask(() -> await(gather(future, future)));
        virtual.settle();
        give(waitable);
        both.cancel("now");
        virtual.settle();

        assertTrue(body.isDone() && !body.isCancelled());
        assertFalse(waitable.isThere());
    }

    @Test
    @DisplayName("a gather that is cancelled gives back what has come to it")
    void aGatherThatIsCancelled() {
        var free = AsyncLock.create();
        var held = AsyncLock.create();
        assertTrue(held.tryAcquire());
        var both = loop.createTask(() -> await(gather(free.acquireAsync(), held.acquireAsync())));
        virtual.settle();
        both.cancel("now");
        virtual.settle();

        assertFalse(free.isLocked());
        assertEquals(0, held.statistics().waiting());
    }

    @Test
    @DisplayName("a function of either has one, and the other one goes back")
    void either() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        queue.putNow("a");
        queue.putNow("b");
        loop.callSoon(
                () -> {
                    var one = queue.getAsync();
                    var other = queue.getAsync();
                    var stage = new AtomicReference<CompletableFuture<?>>();
                    stage.set(
                            one.applyToEitherAsync(
                                    other,
                                    item -> {
                                        trail.add(item);
                                        stage.get().cancel(false);
                                        return item;
                                    },
                                    later::add));
                });
        virtual.settle();
        later.forEach(Runnable::run);

        trail.is("a");
        assertEquals("b", queue.tryGet());
    }

    @Test
    @DisplayName("a function of both has both or none, when its stage goes in the moment it begins")
    void both() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var lock = AsyncLock.create();
            assertTrue(lock.tryAcquire());
            var asked = lock.acquireAsync();
            var had = new AtomicReference<Object>();
            var stage = asked.thenAcceptBoth(asked.copy(), (lease, same) -> had.set(lease));
            var giver = new Thread(lock::release);
            giver.start();
            stage.cancel(false);
            Wait.until(giver);

            Wait.until("one has it", () -> had.get() == null != lock.isLocked());
        }
    }

    @Test
    @DisplayName("a callback that only hears of it has it not")
    void aCallback() {
        var waitable = Waitables.named("lock");
        waitable.give();
        loop.callSoon(
                () -> {
                    future = waitable.ask();
                    future.addDoneCallback(done -> trail.add("heard"));
                    future.thenRunAsync(trail.mark("function"), later::add).cancel(false);
                });
        virtual.settle();

        assertTrue(waitable.isThere());
        trail.is("heard");
    }

    @Test
    @DisplayName("a stage that is completed by hand needs what is above it no more")
    void byHand() {
        for (boolean isThere : new boolean[] {true, false}) {
            var waitable = Waitables.named("lock");
            if (isThere) {
                waitable.give();
            }
            loop.callSoon(() -> waitable.ask().thenRunAsync(() -> {}, later::add).complete(null));
            virtual.settle();
            if (!isThere) {
                waitable.give();
                virtual.settle();
            }
            assertTrue(waitable.isThere());
            assertEquals(0, waitable.waiting());
        }
    }

    @Test
    @DisplayName("what hears of ends hears of a cancellation when it has gone")
    void hearsThatItHasGone() {
        var waitable = Waitables.named("lock");
        waitable.give();
        loop.callSoon(
                () -> {
                    future = waitable.ask();
                    future.thenRunAsync(() -> {}, later::add).cancel(false);
                });
        virtual.settle();
        assertTrue(waitable.isThere());
        var seen = new AtomicReference<Throwable>();
        var passed =
                future.whenComplete(
                        (value, gone) -> {
                            assertNull(value);
                            seen.set(gone);
                        });

        assertSame(CancellationException.class, seen.get().getClass());
        assertTrue(passed.isCompletedExceptionally());
        assertEquals("gone", future.handle((value, gone) -> gone == null ? "" : "gone").join());
        assertTrue(future.copy().isCompletedExceptionally());
        assertNull(future.exceptionally(told -> null).join());
    }

    /** Two who race for it, of whom the second is cancelled. */
    private void race(Supplier<Lease> first) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var lock = AsyncLock.create();
            assertTrue(lock.tryAcquire());
            var asked = lock.acquireAsync();
            var stage = asked.thenRunAsync(() -> {}, later::add);
            shared = asked;
            var giver = new Thread(lock::release);
            giver.start();
            Lease lease = first.get();
            stage.cancel(false);
            Wait.until(giver);
            if (lease != null) {
                assertTrue(lock.isLocked(), "had by two in round " + round);
            }
            later.clear();
        }
    }

    private volatile LoopFuture<Lease> shared;

    @Test
    @DisplayName("a reader has it, though a stage is cancelled in the moment after")
    void readersInARace() throws Exception {
        race(
                () -> {
                    Lease lease = shared.getNow(null);
                    while (lease == null) {
                        lease = shared.getNow(null);
                    }
                    return lease;
                });
        race(() -> shared.join());
        race(() -> await(shared));
    }

    @Test
    @DisplayName(
            "of two bodies on two loops the one that has it keeps it when the other is cancelled")
    void twoLoops() throws Exception {
        try (var one = Runner.background("one");
                var other = Runner.background("other")) {
            for (int round = 0; round < ROUNDS; round++) {
                var lock = AsyncLock.create();
                assertTrue(lock.tryAcquire());
                var asked = lock.acquireAsync();
                var had = new AtomicReference<Lease>();
                var stays = one.loop().submit(() -> had.set(await(asked)));
                var goes = other.loop().submit(() -> await(asked));
                lock.release();
                Wait.until("came", asked::isDone);
                goes.cancel(true);
                Wait.until("ended", () -> stays.isDone() && goes.isDone());
                if (had.get() != null) {
                    assertTrue(lock.isLocked(), "had by two in round " + round);
                }
            }
        }
    }
}
