package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.task.LoopFuture;

/** What the examples of the guide do: work that takes its time. */
final class Kitchen {

    private Kitchen() {}

    static String brew(String what, int time) {
        await(sleep(ofSeconds(time)));
        return what;
    }

    static LoopFuture<String> brewAsync(String what, int time) {
        return sleep(ofSeconds(time), what);
    }

    static String spill(String what, int time) throws SpilledException {
        await(sleep(ofSeconds(time)));
        throw new SpilledException(what);
    }

    /** Checked, because much of what goes wrong in Java is. */
    static final class SpilledException extends Exception {
        private static final long serialVersionUID = 1;

        SpilledException(String what) {
            super(what + " is on the floor");
        }
    }
}
