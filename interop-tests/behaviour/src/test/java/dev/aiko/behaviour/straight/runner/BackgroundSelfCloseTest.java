package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A background runner that is closed by code of its own loop, which it would have to wait for. */
class BackgroundSelfCloseTest {

    private final Runner runner = Runner.background("night-shift");
    private final EventLoop loop = runner.loop();
    private final Trail trail = new Trail();

    @AfterEach
    void itStillWorksAndCanBeClosed() {
        assertEquals("value", runner.run(() -> "value"));
        Wait.onAnotherThread(runner::close);
        assertTrue(loop.isClosed());
    }

    private void isRefused() {
        var thrown = assertThrows(IllegalStateException.class, runner::close);
        Sentences.tellsTheNextStep(thrown, "close()");
        trail.add("refused");
    }

    @Test
    @DisplayName("in a body it is refused")
    void inABody() {
        runner.run(this::isRefused);

        trail.is("refused");
    }

    @Test
    @DisplayName("in blocking code of a body it is refused as well")
    void inBlockingCode() {
        runner.run(() -> blocking(this::isRefused));

        trail.is("refused");
    }

    @Test
    @DisplayName("in a callback, and in a stage that the loop completes, it is refused as well")
    void inCallbacks() {
        var called = new CompletableFuture<String>();
        loop.callSoon(
                () -> {
                    isRefused();
                    called.complete("called");
                });
        await(called);
        LoopFuture<String> source = loop.createFuture();
        var stage = source.thenAccept(value -> isRefused());
        loop.callSoon(() -> source.complete("value"));
        await(stage);
        await(CompletableFuture.runAsync(this::isRefused, loop));

        trail.is("refused", "refused", "refused");
    }

    @Test
    @DisplayName("one runner may close another in blocking code")
    void anotherRunner() {
        var other = Runner.background("day-shift");
        EventLoop otherLoop = other.loop();

        runner.run(() -> blocking(other::close));

        assertTrue(otherLoop.isClosed());
    }
}
