package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.runningLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a runner has its loop from, and whose loop that becomes. */
class RunnerLoopTest {

    private final Trail trail = new Trail();

    @AfterEach
    void forget() {
        Aiko.setEventLoop(null);
    }

    @Test
    @DisplayName("RUN-07 the debug option decides, and without it the default of the process")
    void theDebugOption() {
        try (var on = Runner.create(true);
                var off = Runner.create(false);
                var open = Runner.create()) {
            assertTrue(on.loop().isDebug());
            assertFalse(off.loop().isDebug());
            assertEquals(Boolean.getBoolean("aiko.debug"), open.loop().isDebug());
            assertEquals(true, on.run(() -> runningLoop().isDebug()));
        }
    }

    @Test
    @DisplayName("RUN-08 a factory is called once, and the thread's own loop is not touched")
    void aFactoryOfItsOwn() {
        try (EventLoop mine = Aiko.newEventLoop()) {
            Aiko.setEventLoop(mine);
            var made = new EventLoop[1];
            try (var runner =
                    Runner.create(
                            () -> {
                                trail.add("made");
                                made[0] = Aiko.newEventLoop(LoopOptions.none().withName("mine"));
                                return made[0];
                            })) {
                EventLoop loop = runner.run(() -> runningLoop());
                assertSame(made[0], loop);
                assertSame(loop, runner.run(() -> runningLoop()));
                assertSame(loop, runner.loop());
                assertSame(mine, Aiko.eventLoop());
            }
            assertSame(mine, Aiko.eventLoop());
            assertTrue(made[0].isClosed());
        }
        trail.is("made");
    }

    @Test
    @DisplayName(
            "RUN-09 without a factory its loop is set for the thread, and taken away by closing")
    void itsLoopIsSet() {
        try (var runner = Runner.create()) {
            runner.run(() -> trail.add("first"));
            assertSame(runner.loop(), Aiko.eventLoop());
            runner.run(() -> trail.add("second"));
            assertSame(runner.loop(), Aiko.eventLoop());
        }
        assertThrows(IllegalStateException.class, Aiko::eventLoop);
        trail.is("first", "second");
    }

    @Test
    @DisplayName("RUN-09 its loop is set once and not again by every run")
    void itsLoopIsSetOnce() {
        try (EventLoop other = Aiko.newEventLoop();
                var runner = Runner.create()) {
            runner.run(() -> trail.add("first"));
            Aiko.setEventLoop(other);

            runner.run(() -> trail.add("second"));

            assertSame(other, Aiko.eventLoop());
        }
        trail.is("first", "second");
    }
}
