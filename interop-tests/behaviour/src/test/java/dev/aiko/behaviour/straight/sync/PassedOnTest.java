package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stage that passes a value on, and has no function for it, gives it back like its source. */
class PassedOnTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Functions of stages whose executor takes its time. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private CompletableFuture<Object> passed;

    /** What is passed on in this way, and has come, or will have with the next turns. */
    private Waitable came(String name, String way, boolean isThere) {
        var waitable = Waitables.named(name);
        if (isThere) {
            waitable.give();
        }
        loop.callSoon(
                () -> passed = PassingOn.WAYS.get(way).apply(PassingOn.objects(waitable.ask())));
        virtual.settle();
        return waitable;
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
    @MethodSource("dev.aiko.behaviour.straight.sync.PassingOn#each")
    @DisplayName("a body that is cancelled when it has come has taken nothing")
    void aBody(String name, String way) {
        var waitable = came(name, way, false);
        var body = loop.createTask(() -> await(passed));
        virtual.settle();
        comes(waitable, false);
        body.cancel("now");
        virtual.settle();

        assertTrue(body.isCancelled());
        assertTrue(waitable.isThere());
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.PassingOn#eachThereOrNot")
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
    @MethodSource("dev.aiko.behaviour.straight.sync.PassingOn#eachThereOrNot")
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
    @MethodSource("dev.aiko.behaviour.straight.sync.PassingOn#eachThereOrNot")
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
}
