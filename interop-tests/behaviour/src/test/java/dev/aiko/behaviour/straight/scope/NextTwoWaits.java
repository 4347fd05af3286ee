package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;

import dev.aiko.behaviour.Trail;
import java.util.concurrent.CancellationException;

/** What the next two waits of the current task meet: a cancel that shows late shows there, once. */
final class NextTwoWaits {

    private NextTwoWaits() {}

    static void note(Trail trail) {
        for (int wait = 1; wait <= 2; wait++) {
            try {
                yieldNow();
                trail.add("undisturbed");
            } catch (CancellationException cancelled) {
                trail.add("cancelled");
            }
        }
    }

    /** Notes the number of cancel requests as well, which the waits leave as it is. */
    static void noteWithCount(Trail trail) {
        trail.add("count " + currentTask().cancelling());
        note(trail);
        trail.add("count " + currentTask().cancelling());
    }
}
