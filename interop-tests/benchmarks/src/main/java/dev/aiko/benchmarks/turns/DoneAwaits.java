package dev.aiko.benchmarks.turns;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;

import dev.aiko.Aiko;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Awaiting what is done already, from a straight-line body: no turn is given away. */
public final class DoneAwaits {
    /** Enough different ones that no value is a constant, few enough to stay in the cache. */
    private static final int FUTURES = 1_024;

    private DoneAwaits() {}

    /** The nanoseconds that {@code count} awaits took. */
    public static long run(int count) {
        return Aiko.run(
                () -> {
                    var futures = new ArrayList<CompletableFuture<Integer>>();
                    for (int number = 0; number < FUTURES; number++) {
                        CompletableFuture<Integer> future = runningLoop().createFuture();
                        future.complete(number);
                        futures.add(future);
                    }
                    return timed(count, futures, future -> await(future));
                });
    }

    /** The same with {@code join} of a plain {@link CompletableFuture}. */
    public static long joins(int count) {
        var futures = new ArrayList<CompletableFuture<Integer>>();
        for (int number = 0; number < FUTURES; number++) {
            futures.add(CompletableFuture.completedFuture(number));
        }
        return timed(count, futures, CompletableFuture::join);
    }

    private static long timed(
            int count,
            List<CompletableFuture<Integer>> futures,
            Function<CompletableFuture<Integer>, Integer> value) {
        long start = System.nanoTime();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += value.apply(futures.get(i % FUTURES));
        }
        long nanos = System.nanoTime() - start;
        if (sum != count / FUTURES * (FUTURES * (FUTURES - 1L) / 2)) {
            throw new IllegalStateException(count + " awaits gave " + sum + " in all.");
        }
        return nanos;
    }
}
