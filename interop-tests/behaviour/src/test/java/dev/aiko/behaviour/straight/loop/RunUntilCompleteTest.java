package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Driving the loop until one thing is done. */
class RunUntilCompleteTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("LOOP-01 the body becomes a task, the loop is driven, and the value comes back")
    void theValueComesBack() {
        String value =
                loop.runUntilComplete(
                        () -> {
                            assertNotNull(currentTask());
                            await(sleep(ofSeconds(1)));
                            return "value";
                        });

        assertEquals("value", value);
        assertEquals(ofSeconds(1), loop.time());
    }

    @Test
    @DisplayName("LOOP-02 the failure of the body comes out as the very object it threw")
    void theFailureComesOutItself() {
        var failure = new IllegalArgumentException("boom");

        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                loop.runUntilComplete(
                                        () -> {
                                            await(sleep(ofSeconds(1)));
                                            throw failure;
                                        }));

        assertSame(failure, thrown);
    }

    @Test
    @DisplayName("LOOP-02 a checked failure is the cause of a CompletionException")
    void aCheckedFailureIsWrapped() {
        var failure = new IOException("boom");

        var thrown =
                assertThrows(
                        CompletionException.class,
                        () ->
                                loop.runUntilComplete(
                                        () -> {
                                            throw failure;
                                        }));

        assertSame(failure, thrown.getCause());
    }

    @Test
    @DisplayName("LOOP-04 a stop that comes first leaves the task pending, and a later run ends it")
    void aStopLeavesTheTaskForLater() {
        var future = loop.<String>createFuture();
        Task<String> task = loop.createTask(() -> await(future));
        loop.callSoon(loop::stop);

        var thrown = assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(task));

        Sentences.tellsTheNextStep(thrown);
        assertFalse(task.isDone());
        future.complete("later");
        assertEquals("later", loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("LOOP-04 a later run may also cancel the task that a stop left behind")
    void aLaterRunMayCancel() {
        Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));
        loop.callSoon(loop::stop);
        assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(task));

        task.cancel("enough");

        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
    }

    @Test
    @DisplayName("LOOP-05 a fatal error of the driven body comes out and is not reported again")
    void aFatalErrorComesOutOnce() {
        var fatal = new InternalError("fatal");

        var thrown =
                assertThrows(
                        InternalError.class,
                        () ->
                                loop.runUntilComplete(
                                        () -> {
                                            throw fatal;
                                        }));

        assertSame(fatal, thrown);
        System.gc();
        loop.close();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("LOOP-06 it is refused inside a body of the same loop")
    void nestingIsRefused() {
        var trail = new Trail();

        loop.runUntilComplete(
                () -> {
                    var future = loop.createFuture();
                    var thrown =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> loop.runUntilComplete(future));
                    Sentences.tellsTheNextStep(thrown);
                    assertThrows(IllegalStateException.class, loop::runForever);
                    trail.add("refused");
                });

        trail.is("refused");
    }

    @Test
    @DisplayName("LOOP-06 it is refused where another loop runs, in a body and in a callback")
    void anotherLoopInsideIsRefused() {
        var trail = new Trail();
        try (EventLoop other = Aiko.newEventLoop()) {
            Runnable nested =
                    () -> {
                        var done = other.createFuture();
                        done.complete(null);
                        assertThrows(
                                IllegalStateException.class, () -> other.runUntilComplete(done));
                        trail.add("refused");
                    };
            loop.callSoon(nested);
            loop.runUntilComplete(nested::run);
        }
        trail.is("refused", "refused");
    }
}
