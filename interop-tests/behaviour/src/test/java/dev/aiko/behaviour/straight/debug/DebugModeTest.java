package dev.aiko.behaviour.straight.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.ChildJvm;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Switching debug mode on and off. */
class DebugModeTest {

    /** Prints the debug mode of a plain loop, of a runner, and of loops that were told. */
    static final class Program {
        public static void main(String[] arguments) {
            try (EventLoop loop = Aiko.newEventLoop();
                    EventLoop off = Aiko.newEventLoop(LoopOptions.none().withDebug(false));
                    var runner = Runner.create();
                    var runnerOn = Runner.create(true)) {
                System.out.println(loop.isDebug());
                System.out.println(off.isDebug());
                System.out.println(runner.loop().isDebug());
                System.out.println(runnerOn.loop().isDebug());
            }
        }
    }

    @Test
    @DisplayName("ERR-07 debug mode is off by default")
    void offByDefault() throws Exception {
        assertEquals(
                List.of("false", "false", "false", "true"), ChildJvm.run(Program.class).lines());
    }

    @Test
    @DisplayName("ERR-07 a system property switches it on for a process")
    void onBySystemProperty() throws Exception {
        assertEquals(
                List.of("true", "false", "true", "true"),
                ChildJvm.run(Program.class, "-Daiko.debug=true").lines());
    }

    @Test
    @DisplayName("ERR-07 each loop shows and changes its own mode")
    void eachLoopHasItsOwn() {
        try (EventLoop on = Aiko.newEventLoop(LoopOptions.none().withDebug(true));
                EventLoop off = Aiko.newEventLoop(LoopOptions.none().withDebug(false))) {
            assertTrue(on.isDebug());
            assertFalse(off.isDebug());

            on.setDebug(false);
            off.setDebug(true);

            assertFalse(on.isDebug());
            assertTrue(off.isDebug());
        }
    }
}
