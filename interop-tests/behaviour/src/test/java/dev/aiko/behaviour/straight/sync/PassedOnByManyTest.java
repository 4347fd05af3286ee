package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.LoopFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several stages that pass one value on, one after the other or beside each other. */
class PassedOnByManyTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** Functions of stages whose executor takes its time. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private CompletableFuture<Object> passed;

    private void comes(Waitable waitable) {
        waitable.give();
        while (!passed.isDone()) {
            virtual.oneTurn();
        }
    }

    @Test
    @DisplayName("of two stages that pass one value on, one may have it")
    void twoOfOne() {
        var waitable = Waitables.named("lock");
        List<CompletableFuture<?>> copies = new ArrayList<>();
        loop.callSoon(
                () -> {
                    var asked = waitable.ask();
                    copies.add(asked.copy());
                    copies.add(asked.copy());
                });
        virtual.settle();
        var one = loop.createTask(() -> await(copies.get(0)));
        var other = loop.createTask(() -> await(copies.get(1)));
        virtual.settle();
        waitable.give();
        while (!copies.get(1).isDone()) {
            virtual.oneTurn();
        }
        one.cancel("now");
        virtual.settle();

        assertTrue(one.isCancelled() && !other.isCancelled());
        assertFalse(waitable.isThere());
        copies.get(1).join();
        assertThrows(CancellationException.class, () -> copies.get(0).join());
    }

    @Test
    @DisplayName("what has gone back is passed on as cancelled, also by who returns it late")
    void tooLate() {
        var waitable = Waitables.named("lock");
        loop.callSoon(() -> passed = PassingOn.objects(waitable.ask()).copy());
        virtual.settle();
        var stage = passed.thenRunAsync(() -> {}, later::add);
        comes(waitable);
        stage.cancel(false);
        assertTrue(waitable.isThere());
        List<String> seen = new ArrayList<>();
        for (var way : PassingOn.WAYS.entrySet()) {
            loop.callSoon(
                    () -> {
                        var late = way.getValue().apply(passed);
                        late.handle((value, gone) -> seen.add(way.getKey() + " " + value));
                    });
            virtual.settle();
        }
        assertEquals(PassingOn.WAYS.keySet().stream().map(way -> way + " null").toList(), seen);
    }

    @Test
    @DisplayName("a gather of stages that is cancelled gives back what came to them")
    void inAGather() {
        var free = AsyncLock.create();
        var held = AsyncLock.create();
        assertTrue(held.tryAcquire());
        var all =
                loop.createTask(
                        () ->
                                await(
                                        gather(
                                                free.acquireAsync().copy(),
                                                held.acquireAsync().exceptionally(f -> null))));
        virtual.settle();
        all.cancel("now");
        virtual.settle();

        assertFalse(free.isLocked());
        assertEquals(0, held.statistics().waiting());
    }

    @Test
    @DisplayName("a stage that is completed by hand passes on nothing but its own value")
    void byHand() {
        var lock = AsyncLock.create();
        assertTrue(lock.tryAcquire());
        loop.callSoon(
                () -> {
                    passed = PassingOn.objects(lock.acquireAsync()).copy();
                });
        virtual.settle();
        passed.complete("by hand");
        lock.release();
        virtual.settle();
        assertFalse(lock.isLocked());
        passed.thenRunAsync(() -> {}, later::add).cancel(false);

        assertEquals("by hand", passed.join());
    }

    @Test
    @DisplayName("a hundred thousand that pass on to each other give back without a deep stack")
    void aLongChain() {
        var waitable = Waitables.named("lock");
        loop.callSoon(
                () -> {
                    passed = PassingOn.objects(waitable.ask());
                    for (int i = 0; i < 100_000; i++) {
                        passed = passed.exceptionally(failure -> null);
                    }
                });
        virtual.settle();
        var body = loop.createTask(() -> await(passed));
        virtual.settle();
        comes(waitable);
        body.cancel("now");
        virtual.settle();

        assertTrue(body.isCancelled(), body::toString);
        assertTrue(waitable.isThere());
    }

    @Test
    @DisplayName("a pair that is made while one of the two comes gives back what came")
    void whileItComes() throws Exception {
        LoopFuture<Object> never = loop.createFuture();
        for (int round = 0; round < 5_000; round++) {
            var lock = AsyncLock.create();
            assertTrue(lock.tryAcquire());
            var asked = lock.acquireAsync();
            var giver = new Thread(lock::release);
            giver.start();
            var pair = never.thenCombine(asked, (one, lease) -> lease);
            pair.cancel(false);
            Wait.until(giver);
            Wait.until("gone back", () -> !lock.isLocked());
            never = loop.createFuture();
        }
    }
}
