package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stack overflow is an ordinary failure of the code that recurses: the loop goes on. */
class StackOverflowTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @AfterEach
    void theLoopGoesOn() {
        loop.callSoon(trail.mark("callback"));
        Task<String> task =
                loop.createTask(
                        () -> {
                            yieldNow();
                            return "body";
                        });
        assertEquals("body", loop.runUntilComplete(task));
        trail.is("callback");
    }

    private void isReported(int times) {
        assertEquals(times, virtual.reports().size());
        virtual.reports()
                .forEach(report -> assertInstanceOf(StackOverflowError.class, report.exception()));
    }

    @Test
    @DisplayName("of a body: it is the outcome, and the run is not left")
    void aBody() {
        Task<Integer> task = loop.createTask(() -> recurse(0));
        Task<Integer> later =
                loop.createTask(
                        () -> {
                            yieldNow();
                            return recurse(0);
                        });

        virtual.settle();

        assertInstanceOf(StackOverflowError.class, task.exception());
        assertInstanceOf(StackOverflowError.class, later.exception());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("of a body that is run, or awaited: it comes out as it is")
    void comesOutAsItIs() {
        assertThrows(StackOverflowError.class, () -> loop.runUntilComplete(() -> recurse(0)));

        Task<Integer> inner = loop.createTask(() -> recurse(0));
        Task<Integer> outer = loop.createTask(() -> await(inner));
        virtual.settle();

        assertSame(inner.exception(), outer.exception());
    }

    @Test
    @DisplayName("of a composing body, or of one of its stages")
    void aComposedTask() {
        LoopFuture<Integer> source = loop.createFuture();
        CompletionStage<Integer> stage = source.thenApply(this::recurse);
        Task<Integer> staged = loop.composeTask(() -> stage);
        Task<Integer> task =
                loop.composeTask(
                        () -> {
                            throw new StackOverflowError("of the body's own");
                        });
        virtual.settle();
        source.complete(0);
        virtual.settle();

        assertInstanceOf(StackOverflowError.class, staged.exception());
        assertEquals("of the body's own", task.exception().getMessage());
    }

    @Test
    @DisplayName("of callbacks, timers and done-callbacks: they are reported")
    void callbacks() {
        LoopFuture<String> future = loop.createFuture();
        future.addDoneCallback(done -> recurse(0));
        future.complete("value");
        loop.callSoon(() -> recurse(0));
        loop.callLater(ZERO, () -> recurse(0));
        loop.execute(() -> recurse(0));

        virtual.settle();

        isReported(4);
    }

    @Test
    @DisplayName("of the exception handler: it is an error like any other of it")
    void theExceptionHandler() {
        var boom = new IllegalArgumentException("boom");
        loop.setExceptionHandler((where, report) -> recurse(0));
        loop.callSoon(
                () -> {
                    throw boom;
                });

        virtual.settle();

        loop.setExceptionHandler(null);
    }
}
