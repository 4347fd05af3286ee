package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
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
import dev.aiko.task.LoopFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What came to stages that are cancelled before their functions are called goes back. */
class StagesLeftTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Functions of stages whose executor takes its time. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private LoopFuture<?> future;

    /** What only one can have; and whether it is there from the beginning, or is waited for. */
    static Stream<Arguments> ways() {
        return Stream.of("lock", "semaphore", "limiter", "writer", "reader", "get")
                .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
    }

    /**
     * Derives from a future for it, which is done then; whoever derives does so before or after.
     */
    private Waitable came(String name, boolean isThere, Consumer<LoopFuture<?>> derive) {
        var waitable = Waitables.named(name);
        if (isThere) {
            waitable.give();
        }
        loop.callSoon(
                () -> {
                    future = waitable.ask();
                    derive.accept(future);
                });
        virtual.settle();
        if (!isThere) {
            waitable.give();
            virtual.settle();
        }
        assertTrue(future.isDone());
        assertFalse(waitable.isThere());
        return waitable;
    }

    private CompletableFuture<?> late(CompletableFuture<?> of) {
        return of.thenRunAsync(trail.mark("function"), later::add);
    }

    private CompletableFuture<?> stage;

    private void runLater() {
        later.forEach(Runnable::run);
        virtual.settle();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("cancelled before its function is called, a stage has taken nothing")
    void beforeTheFunction(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(it));
        stage.cancel(false);
        runLater();

        assertTrue(waitable.isThere());
        trail.is();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("so it is with the last of a chain of stages that never began")
    void aChain(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(it).thenRun(trail.mark("last")));
        stage.cancel(false);
        runLater();

        assertTrue(waitable.isThere());
        trail.is();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("it goes to the next in line")
    void forTheNext(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(it));
        loop.callSoon(() -> waitable.ask().thenRun(trail.mark("next")));
        virtual.settle();
        stage.cancel(false);
        virtual.settle();

        trail.is("next");
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("a function that has begun has it, whatever becomes of its stage")
    void inTheFunction(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(it));
        runLater();
        stage.cancel(false);

        assertFalse(waitable.isThere());
        trail.is("function");
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("another stage has it")
    void anotherStage(String name, boolean isThere) {
        var waitable =
                came(
                        name,
                        isThere,
                        it -> {
                            it.thenRun(trail.mark("another"));
                            stage = late(it);
                        });
        stage.cancel(false);
        runLater();

        assertFalse(waitable.isThere());
        trail.is("another");
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("of two stages that both go, the last gives it back, once")
    void bothGo(String name, boolean isThere) {
        List<CompletableFuture<?>> stages = new ArrayList<>();
        var waitable =
                came(
                        name,
                        isThere,
                        it -> {
                            stages.add(late(it));
                            stages.add(late(it));
                        });
        stages.get(0).cancel(false);
        assertFalse(waitable.isThere());
        stages.get(1).cancel(false);
        assertTrue(waitable.isThere());
        var next = waitable.ask();
        stages.get(1).cancel(false);
        runLater();

        assertTrue(next.isDone());
        assertFalse(waitable.isThere());
        trail.is();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("a body that awaits it as well has it")
    void aBodyAsWell(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(it));
        var body =
                loop.createTask(
                        () -> {
                            await(future);
                            trail.add("body");
                        });
        virtual.settle();
        stage.cancel(false);
        runLater();

        assertTrue(body.isDone());
        assertFalse(waitable.isThere());
        trail.is("body");
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("whoever has read it has it")
    void readers(String name, boolean isThere) throws Exception {
        for (int reader = 0; reader < 5; reader++) {
            var waitable = came(name, isThere, it -> stage = late(it));
            read(future, reader);
            stage.cancel(false);
            runLater();

            assertFalse(waitable.isThere(), "reader " + reader);
            read(future, reader);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("whoever reads it when it has gone is told so")
    void tooLate(String name, boolean isThere) {
        for (int reader = 0; reader < 4; reader++) {
            int way = reader;
            came(name, isThere, it -> stage = late(it));
            stage.cancel(false);
            var told = assertThrows(CancellationException.class, () -> read(future, way));

            assertTrue(told.getMessage().endsWith("wait anew."), told::getMessage);
        }
        assertTrue(future.toString().contains("given back"), future::toString);
        assertTrue(future.isCancelled() && future.isCompletedExceptionally());
        assertThrows(IllegalStateException.class, future::resultNow);
        var derived = future.thenRun(trail.mark("function"));
        assertThrows(CompletionException.class, derived::join);
        var body = loop.createTask(() -> await(waitFor(future, ofSeconds(1))));
        virtual.settle();
        assertThrows(CancellationException.class, body::result);
        trail.is();
    }

    private static void read(LoopFuture<?> future, int way) throws Exception {
        switch (way) {
            case 0 -> future.join();
            case 1 -> future.get();
            case 2 -> future.getNow(null);
            case 3 -> future.result();
            default -> future.resultNow();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("through a wait with a limit it goes back as well")
    void throughALimit(String name, boolean isThere) {
        var waitable = came(name, isThere, it -> stage = late(waitFor(it, ofSeconds(5))));
        stage.cancel(false);
        runLater();

        assertTrue(waitable.isThere());
        trail.is();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "semaphore", "limiter", "writer", "reader", "get"})
    @DisplayName("a stage that is cancelled while another thread gives: it begins, or it goes back")
    void whileItIsGiven(String name) throws Exception {
        for (int round = 0; round < 2_000; round++) {
            var waitable = Waitables.named(name);
            var had = new AtomicBoolean();
            var asked = waitable.ask();
            var derived = asked.thenRun(() -> had.set(true));
            var giver = new Thread(waitable::give);
            giver.start();
            derived.cancel(false);
            Wait.until(giver);
            Wait.until("ends", asked::isDone);

            Wait.until("one has it", () -> had.get() != waitable.isThere());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "event", "barrier"})
    @DisplayName("what nobody can take from another is as it was")
    void forAll(String name) {
        boolean isForAll = !name.equals("put");
        var waitable = Waitables.named(name);
        loop.callSoon(() -> stage = late(future = waitable.ask()));
        virtual.settle();
        waitable.give();
        virtual.settle();
        boolean before = waitable.isThere();
        stage.cancel(false);
        runLater();

        assertEquals(before, waitable.isThere());
        assertEquals(isForAll, before);
        future.join();
        trail.is();
    }
}
