package dev.aiko.loop;

import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When periodic work runs; an immutable value, built by its {@code with…} methods.
 *
 * @param period the time between two runs, above zero
 * @param fixedRate whether it is counted from the beginning of a run, without drift; otherwise from
 *     its end
 * @param initialDelay before the first run
 * @param overrun what becomes of runs whose time passes while another one still runs, at a fixed
 *     rate
 * @param stopsOnFailure whether a failing run is the last one
 * @param name of its task; null for {@code Task-N}
 */
public record PeriodicOptions(
        Duration period,
        boolean fixedRate,
        Duration initialDelay,
        Overrun overrun,
        boolean stopsOnFailure,
        @Nullable String name) {

    /** What becomes of runs whose time has passed. */
    public enum Overrun {
        /** They are left out: the next run is at the next time that lies ahead. */
        SKIP,
        /** They come later, one after the other without a pause, until the plan is kept again. */
        CATCH_UP
    }

    public PeriodicOptions {
        Objects.requireNonNull(period, "period");
        Objects.requireNonNull(initialDelay, "initialDelay");
        Objects.requireNonNull(overrun, "overrun");
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "The period is " + period + "; it has to be above zero.");
        }
    }

    /** The first run after one period, the others by the clock, skipping what is missed. */
    public static PeriodicOptions fixedRate(Duration period) {
        return new PeriodicOptions(period, true, period, Overrun.SKIP, false, null);
    }

    /** The first run after one period, each other one a period after the end of the one before. */
    public static PeriodicOptions fixedDelay(Duration period) {
        return new PeriodicOptions(period, false, period, Overrun.SKIP, false, null);
    }

    /** Not above zero: the first run is in the next turn. */
    public PeriodicOptions withInitialDelay(Duration delay) {
        return new PeriodicOptions(period, fixedRate, delay, overrun, stopsOnFailure, name);
    }

    public PeriodicOptions withOverrun(Overrun policy) {
        return new PeriodicOptions(period, fixedRate, initialDelay, policy, stopsOnFailure, name);
    }

    /** A failure is reported all the same; it also becomes the failure of {@code done()}. */
    public PeriodicOptions stoppingOnFailure() {
        return new PeriodicOptions(period, fixedRate, initialDelay, overrun, true, name);
    }

    public PeriodicOptions withName(String newName) {
        Objects.requireNonNull(newName, "name");
        return new PeriodicOptions(
                period, fixedRate, initialDelay, overrun, stopsOnFailure, newName);
    }

    TaskOptions forTask() {
        return name == null ? TaskOptions.none() : TaskOptions.named(name);
    }
}
