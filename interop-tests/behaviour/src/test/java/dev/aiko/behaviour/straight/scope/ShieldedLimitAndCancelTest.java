package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.ExpiredBlock.timesOut;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits inside a shield, while a cancel from outside waits until the shield ends. */
class ShieldedLimitAndCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private void note(String what) {
        trail.add(what + " at " + loop.time().toSeconds());
    }

    @Test
    @DisplayName("a limit inside expires also while a cancel from outside waits")
    void theLimitAndTheCancel() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            shielded(
                                    () -> {
                                        timesOut(
                                                ofSeconds(5),
                                                t -> {
                                                    hang();
                                                });
                                        note("timed out");
                                    });
                            yieldNow();
                            note("never");
                        });
        virtual.runFor(ofSeconds(1));
        task.cancel("enough");
        virtual.runFor(ofSeconds(10));

        trail.is("timed out at 5");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a shield in a limited block in a shield: the limit passes the outer one alone")
    void aShieldInALimitInAShield() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            NestedShields.run(trail);
                            yieldNow();
                            note("never");
                        });
        virtual.runFor(ofSeconds(1));
        task.cancel("enough");
        virtual.runFor(ofSeconds(20));

        trail.is("inner shield ends at 4", "timed out at 4", "outer shield ends at 5");
        assertTrue(task.isCancelled());
    }
}
