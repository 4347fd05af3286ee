package dev.aiko.benchmarks.timeouts;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.withTimeout;

import dev.aiko.Aiko;
import dev.aiko.benchmarks.tasks.NumberSum;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Blocks of straight-line code, and futures, that are done long before their time is over. */
public final class JavaTimeouts {
    private static final Duration LIMIT = Duration.ofHours(1);

    private JavaTimeouts() {}

    /** Blocks of straight-line code. Gives the nanoseconds that {@code count} of them took. */
    public static long straight(int count) {
        return Aiko.run(() -> timed(count, number -> withTimeout(LIMIT, timeout -> number)));
    }

    /** Futures of a loop that are completed after the wait for them has begun. */
    public static long composed(int count) {
        return Aiko.run(
                () ->
                        timed(
                                count,
                                number -> {
                                    LoopFuture<Integer> future = runningLoop().createFuture();
                                    LoopFuture<Integer> inTime = waitFor(future, LIMIT);
                                    future.complete(number);
                                    return await(inTime);
                                }));
    }

    /** The same with the time limit of a plain {@link CompletableFuture}. */
    public static long orTimeout(int count) throws Exception {
        return timed(
                count,
                number -> {
                    CompletableFuture<Integer> future = new CompletableFuture<>();
                    future.orTimeout(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
                    future.complete(number);
                    return future.join();
                });
    }

    private static long timed(int count, Limited limited) throws TimeoutException {
        long start = System.nanoTime();
        long sum = 0;
        for (int number = 0; number < count; number++) {
            sum += limited.apply(number);
        }
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum);
        return nanos;
    }

    /** Gives back its number, within a time limit. */
    private interface Limited {
        int apply(int number) throws TimeoutException;
    }
}
