package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A runner driven by its caller that is closed while it runs: refused, and nothing has changed. */
class CallerSelfCloseTest {

    private final Runner runner = Runner.create();
    private final EventLoop loop = runner.loop();
    private final Trail trail = new Trail();

    private void isRefusedIn(Action closing) {
        String value =
                runner.run(
                        () -> {
                            closing.run();
                            assertEquals(0, currentTask().cancelling());
                            yieldNow();
                            return "goes on";
                        });
        assertEquals("goes on", value);
        assertFalse(loop.isClosed());
        runner.close();
        assertTrue(loop.isClosed());
        trail.is("refused");
    }

    private void close() {
        assertThrows(IllegalStateException.class, runner::close);
        trail.add("refused");
    }

    @Test
    @DisplayName("in its own body")
    void inItsOwnBody() {
        isRefusedIn(this::close);
    }

    @Test
    @DisplayName("in blocking code of its body")
    void inBlockingCode() {
        isRefusedIn(() -> blocking(this::close));
    }

    @Test
    @DisplayName("on another thread")
    void onAnotherThread() {
        isRefusedIn(() -> blocking(() -> Wait.onAnotherThread(this::close)));
    }
}
