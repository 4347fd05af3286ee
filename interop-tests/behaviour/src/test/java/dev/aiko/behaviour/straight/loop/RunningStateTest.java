package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a loop says about itself while it runs. */
class RunningStateTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("LOOP-10 it is running in callbacks and bodies, and neither before nor after")
    void runningIsTrueInside() {
        assertFalse(loop.isRunning());

        loop.callSoon(() -> trail.add("callback " + loop.isRunning()));
        loop.runUntilComplete(
                () -> {
                    trail.add("body " + loop.isRunning());
                    await(sleep(ofSeconds(1)));
                    trail.add("resumed body " + loop.isRunning());
                });

        trail.is("callback true", "body true", "resumed body true");
        assertFalse(loop.isRunning());
    }

    @Test
    @DisplayName("LOOP-10 it is not running after a run that a fatal error ended")
    void notRunningAfterAFatalError() {
        loop.callSoon(
                () -> {
                    throw new InternalError("fatal");
                });

        assertThrows(InternalError.class, loop::runForever);

        assertFalse(loop.isRunning());
    }

    @Test
    @DisplayName("LOOP-11 a running loop refuses to close, in callbacks and in bodies")
    void aRunningLoopRefusesToClose() {
        Runnable close =
                () -> {
                    var thrown = assertThrows(IllegalStateException.class, loop::close);
                    Sentences.tellsTheNextStep(thrown);
                    trail.add("refused");
                };

        loop.callSoon(close);
        loop.runUntilComplete(close::run);

        trail.is("refused", "refused");
        assertFalse(loop.isClosed());
        loop.close();
        assertTrue(loop.isClosed());
    }
}
