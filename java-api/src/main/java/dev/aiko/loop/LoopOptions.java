package dev.aiko.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a loop is to be made; an immutable value, built by its {@code with…} methods.
 *
 * @param name names the loop in messages and its threads in dumps; null for {@code loop-N}
 * @param clock where it takes the time from; null for the system's
 * @param debug debug mode; null for the process default, the system property {@code aiko.debug}
 */
public record LoopOptions(
        @Nullable String name, @Nullable LoopClock clock, @Nullable Boolean debug) {

    private static final LoopOptions NONE = new LoopOptions(null, null, null);

    public static LoopOptions none() {
        return NONE;
    }

    public LoopOptions withName(String newName) {
        return new LoopOptions(Objects.requireNonNull(newName, "name"), clock, debug);
    }

    public LoopOptions withClock(LoopClock newClock) {
        return new LoopOptions(name, Objects.requireNonNull(newClock, "clock"), debug);
    }

    public LoopOptions withDebug(boolean newDebug) {
        return new LoopOptions(name, clock, newDebug);
    }
}
