package dev.aiko.behaviour.straight.debug;

import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks that fail, and that cannot say what they are. */
class BrokenCallbackTextTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private static final class Mute implements Runnable {
        @Override
        public void run() {
            throw new MuteFailure();
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class MuteFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no text");
        }
    }

    @Test
    @DisplayName("it is reported, and the loop goes on")
    void aFailingCallback() {
        loop.callSoon(new Mute());
        loop.callLater(ZERO, new Mute());
        loop.execute(new Mute());
        loop.callSoon(trail.mark("next callback"));

        virtual.settle();

        trail.is("next callback");
        assertEquals(3, virtual.reports().size());
        virtual.reports().forEach(report -> assertDoesNotThrow(report.handle()::toString));
    }

    @Test
    @DisplayName("without a handler it is logged, and the loop goes on")
    void logged() {
        loop.setExceptionHandler(null);
        loop.callSoon(new Mute());
        loop.callSoon(trail.mark("next callback"));

        virtual.settle();

        trail.is("next callback");
        assertEquals(1, logs.at(Level.SEVERE).size());
    }

    @Test
    @DisplayName("a slow step is told although nobody can say what it was")
    void aSlowStep() {
        loop.setSlowCallbackDuration(ZERO);
        loop.callSoon(new Mute());
        loop.callSoon(trail.mark("next callback"));

        virtual.settle();

        trail.is("next callback");
        assertTrue(logs.textsAt(Level.WARNING).get(0).startsWith("Running"));
    }
}
