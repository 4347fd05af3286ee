package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import java.util.concurrent.TimeoutException;

/** A shield in a limited block in a shield, in the current task, and when each of them ends. */
final class NestedShields {

    private final Trail trail;

    private NestedShields(Trail trail) {
        this.trail = trail;
    }

    static void run(Trail trail) {
        shielded(() -> new NestedShields(trail).insideTheOuter());
    }

    private void insideTheOuter() {
        assertThrows(
                TimeoutException.class, () -> withTimeout(ofSeconds(2), t -> insideTheLimit()));
        note("timed out");
        await(sleep(ofSeconds(1)));
        note("outer shield ends");
    }

    private String insideTheLimit() {
        shielded(() -> await(sleep(ofSeconds(4))));
        note("inner shield ends");
        hang();
        return "never";
    }

    private void note(String what) {
        trail.add(what + " at " + runningLoop().time().toSeconds());
    }
}
