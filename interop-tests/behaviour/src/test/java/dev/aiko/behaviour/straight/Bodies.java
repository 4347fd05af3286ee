package dev.aiko.behaviour.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;

import dev.aiko.behaviour.Trail;
import dev.aiko.task.Action;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** What the tasks in many tests do. */
public final class Bodies {

    private Bodies() {}

    /** Waits for what does not come. */
    public static void hang() {
        await(sleep(ofHours(1000)));
    }

    /** Hangs, and leaves a mark when it is cancelled. */
    public static Action hanging(Trail trail, String name) {
        return endingSlowly(trail, name, Duration.ZERO);
    }

    /** Hangs, and takes some time for its cleanup when it is cancelled. */
    public static Action endingSlowly(Trail trail, String name, Duration cleanup) {
        return () -> {
            try {
                hang();
            } catch (CancellationException cancelled) {
                if (!cleanup.isZero()) {
                    await(sleep(cleanup));
                }
                trail.add(name + " cancelled");
                throw cancelled;
            }
        };
    }

    /** Answers its cancellation with a value. */
    public static Callable<String> stubborn(String value) {
        return () -> {
            try {
                hang();
                return "not cancelled";
            } catch (CancellationException swallowed) {
                return value;
            }
        };
    }

    /** Answers its cancellation with a failure. */
    public static Action failingInCleanup(RuntimeException failure) {
        return () -> {
            try {
                hang();
            } catch (CancellationException cancelled) {
                throw failure;
            }
        };
    }

    /** Fails after a time. */
    public static Action failing(Duration delay, RuntimeException failure) {
        return () -> {
            await(sleep(delay));
            throw failure;
        };
    }

    /** Gives a value after a time. */
    public static <T> Callable<T> giving(Duration delay, T value) {
        return () -> await(sleep(delay, value));
    }
}
