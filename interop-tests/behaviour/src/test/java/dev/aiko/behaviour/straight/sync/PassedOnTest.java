package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stage that passes a value on, and has no function for it, gives it back like its source. */
class PassedOnTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Functions of stages whose executor takes its time. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private static final Map<String, UnaryOperator<CompletableFuture<Object>>> WAYS =
            new LinkedHashMap<>();

    static {
        WAYS.put("copy", CompletableFuture::copy);
        WAYS.put("exceptionally", it -> it.exceptionally(failure -> null));
        WAYS.put("exceptionallyAsync", it -> it.exceptionallyAsync(failure -> null));
        WAYS.put("exceptionallyCompose", it -> it.exceptionallyCompose(failure -> it));
        WAYS.put("exceptionallyComposeAsync", it -> it.exceptionallyComposeAsync(failure -> it));
        WAYS.put("thenCompose", it -> turn().thenCompose(nothing -> it));
        WAYS.put("thenComposeAsync", it -> turn().thenComposeAsync(nothing -> it));
        WAYS.put("thenCompose of a done one", it -> done().thenCompose(nothing -> it));
        WAYS.put("exceptionallyCompose of a failed one", PassedOnTest::afterAFailure);
        WAYS.put("a chain", it -> turn().thenCompose(n -> it.copy()).exceptionally(f -> null));
        WAYS.put("a limit", it -> it.orTimeout(1, TimeUnit.HOURS).copy());
        WAYS.put("waitFor", it -> waitFor(it.copy(), ofSeconds(5)));
        WAYS.put("copy of waitFor", it -> waitFor(it, ofSeconds(5)).copy());
    }

    private static CompletableFuture<Void> turn() {
        return sleep(ofSeconds(0));
    }

    private static LoopFuture<Object> done() {
        LoopFuture<Object> future = runningLoop().createFuture();
        future.complete(null);
        return future;
    }

    private static CompletableFuture<Object> afterAFailure(CompletableFuture<Object> it) {
        LoopFuture<Object> future = runningLoop().createFuture();
        future.completeExceptionally(new IllegalStateException("tried"));
        return future.exceptionallyCompose(failure -> it);
    }

    static Stream<Arguments> ways() {
        return Stream.of("lock", "semaphore", "limiter", "writer", "reader", "get")
                .flatMap(
                        name ->
                                WAYS.keySet().stream()
                                        .flatMap(
                                                way ->
                                                        Stream.of(true, false)
                                                                .map(
                                                                        t ->
                                                                                Arguments.of(
                                                                                        name, way,
                                                                                        t))));
    }

    private CompletableFuture<Object> passed;

    /** What is passed on in this way, and has come, or will have with the next turns. */
    private Waitable came(String name, String way, boolean isThere) {
        var waitable = Waitables.named(name);
        if (isThere) {
            waitable.give();
        }
        loop.callSoon(() -> passed = WAYS.get(way).apply(objects(waitable.ask())));
        virtual.settle();
        return waitable;
    }

    @SuppressWarnings("unchecked") // it is only passed on
    private static CompletableFuture<Object> objects(LoopFuture<?> future) {
        return (CompletableFuture<Object>) (CompletableFuture<?>) future;
    }

    private void comes(Waitable waitable, boolean isThere) {
        if (!isThere) {
            waitable.give();
        }
        while (!passed.isDone()) {
            virtual.oneTurn();
        }
        System.gc(); // nobody but the stage holds what it came from
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("a body that is cancelled when it has come has taken nothing")
    void aBody(String name, String way, boolean isThere) {
        var waitable = Waitables.named(name);
        if (isThere) {
            waitable.give();
        }
        var body =
                loop.createTask(
                        () -> {
                            passed = WAYS.get(way).apply(objects(waitable.ask()));
                            var awaited = passed;
                            if (awaited.isDone()) {
                                later.add(() -> {});
                            }
                            await(awaited);
                            trail.add("body");
                        });
        if (isThere) {
            while (passed == null || !passed.isDone()) {
                virtual.oneTurn();
            }
        } else {
            virtual.settle();
            comes(waitable, false);
        }
        boolean wasThere = !later.isEmpty();
        body.cancel("now");
        virtual.settle();

        assertEquals(!wasThere && body.isCancelled(), waitable.isThere());
        trail.is(body.isCancelled() ? new String[0] : new String[] {"body"});
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("a stage below that is cancelled before its function begins has taken nothing")
    void aStage(String name, String way, boolean isThere) {
        var waitable = came(name, way, isThere);
        var stage = passed.thenRunAsync(trail.mark("function"), later::add);
        comes(waitable, isThere);
        virtual.settle();
        stage.cancel(false);
        later.forEach(Runnable::run);

        assertTrue(waitable.isThere());
        trail.is();
        var told =
                assertThrows(CancellationException.class, () -> ((LoopFuture<?>) passed).result());
        assertTrue(told.getMessage().endsWith("wait anew."), told::getMessage);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("whoever has read it has it, though a stage is cancelled")
    void aReader(String name, String way, boolean isThere) {
        var waitable = came(name, way, isThere);
        var stage = passed.thenRunAsync(trail.mark("function"), later::add);
        comes(waitable, isThere);
        virtual.settle();
        passed.join();
        stage.cancel(false);

        assertFalse(waitable.isThere());
        passed.join();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("a body below has it, though a stage beside it is cancelled")
    void both(String name, String way, boolean isThere) {
        var waitable = came(name, way, isThere);
        var stage = passed.thenRunAsync(trail.mark("function"), later::add);
        var body = loop.createTask(() -> await(passed));
        virtual.settle();
        comes(waitable, isThere);
        stage.cancel(false);
        virtual.settle();

        assertTrue(body.isDone() && !body.isCancelled());
        assertFalse(waitable.isThere());
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
        var waitable = came("lock", "copy", false);
        var stage = passed.thenRunAsync(trail.mark("function"), later::add);
        comes(waitable, false);
        stage.cancel(false);
        assertTrue(waitable.isThere());
        List<String> seen = new ArrayList<>();
        for (var way : WAYS.entrySet()) {
            loop.callSoon(
                    () -> {
                        var late = way.getValue().apply(passed);
                        late.handle((value, gone) -> seen.add(way.getKey() + " " + value));
                    });
            virtual.settle();
        }
        assertEquals(WAYS.keySet().stream().map(way -> way + " null").toList(), seen);
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
                    var copy = lock.acquireAsync().copy();
                    passed = objects((LoopFuture<Lease>) copy);
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
                    passed = objects(waitable.ask());
                    for (int i = 0; i < 100_000; i++) {
                        passed = passed.exceptionally(failure -> null);
                    }
                });
        virtual.settle();
        var body = loop.createTask(() -> await(passed));
        virtual.settle();
        comes(waitable, false);
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
