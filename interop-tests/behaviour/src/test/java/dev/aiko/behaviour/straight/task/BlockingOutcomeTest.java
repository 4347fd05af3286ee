package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What blocking code sees, and how its outcome comes back. */
class BlockingOutcomeTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    @DisplayName("the code sees the values of the task's context")
    void theContextTravels() {
        ContextVar<String> variable = Aiko.contextVar("variable", "default");
        loop.runUntilComplete(
                () -> {
                    variable.set("mine");
                    assertEquals("mine", blocking(variable::get));
                });
    }

    @Test
    @DisplayName("unchecked failures come as they are, checked ones in a CompletionException")
    void failures() {
        var unchecked = new IllegalArgumentException("boom");
        var checked = new IOException("boom");
        loop.runUntilComplete(
                () -> {
                    assertSame(
                            unchecked,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> blocking(failing(unchecked))));
                    assertSame(
                            checked,
                            assertThrows(
                                            CompletionException.class,
                                            () -> blocking(failing(checked)))
                                    .getCause());
                });
    }

    private static Action failing(Exception failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    @DisplayName("code in the loop's pool does not stop the loop either")
    void toThread() {
        ContextVar<String> variable = Aiko.contextVar("variable", "default");
        loop.runUntilComplete(
                () -> {
                    variable.set("mine");
                    Thread body = Thread.currentThread();
                    var job =
                            Aiko.toThread(
                                    () -> {
                                        Wait.until(release);
                                        assertTrue(body != Thread.currentThread());
                                        return variable.get();
                                    });
                    yieldNow();
                    release.countDown();
                    assertEquals("mine", await(job));
                });
    }
}
