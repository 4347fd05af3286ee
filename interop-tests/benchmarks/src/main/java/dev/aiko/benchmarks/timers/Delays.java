package dev.aiko.benchmarks.timers;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long the timers wait: the same for Aiko and its peer, in no order, and longer than any
 * measurement takes. Made beforehand, because the timeouts of a program are constants, mostly.
 */
public final class Delays {
    private static final Duration[] DELAYS =
            new SplittableRandom(42)
                    .longs(4_096, 600_000, 1_200_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private Delays() {}

    /** The delay of a timer, by its number. */
    public static Duration of(int number) {
        return DELAYS[number % DELAYS.length];
    }
}
