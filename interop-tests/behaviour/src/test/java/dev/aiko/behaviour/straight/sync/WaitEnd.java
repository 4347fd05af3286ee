package dev.aiko.behaviour.straight.sync;

import dev.aiko.behaviour.Trail;
import dev.aiko.task.Action;
import java.util.concurrent.CancellationException;

/** The mark that a wait leaves at its end, which tells a cancelled one and its reason. */
final class WaitEnd {

    private WaitEnd() {}

    static void note(Trail trail, String name, Action wait) throws Exception {
        try {
            wait.run();
            trail.add(name);
        } catch (CancellationException cancelled) {
            trail.add(name + " cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
    }
}
