package dev.aiko.benchmarks.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.sleep;

import dev.aiko.Aiko;
import dev.aiko.benchmarks.tasks.NumberSum;
import dev.aiko.coroutines.Suspend;
import dev.aiko.task.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Crossings seen from Java, one after the other. Each gives the nanoseconds of all. */
public final class JavaCrossings {

    private JavaCrossings() {}

    /** What Kotlin asks for: a number, a turn later. */
    static Task<Integer> numberAsync(int number) {
        return composeTask(() -> sleep(Duration.ZERO, number));
    }

    private static Task<Integer> fromKotlin(int number) {
        return Suspend.call(k -> SuspendCrossings.number(number, k));
    }

    /** Straight-line code. */
    public static long straight(int count) {
        return Aiko.run(
                () -> {
                    long start = System.nanoTime();
                    long sum = 0;
                    for (int number = 0; number < count; number++) {
                        sum += await(fromKotlin(number));
                    }
                    long nanos = System.nanoTime() - start;
                    NumberSum.check(count, sum);
                    return nanos;
                });
    }

    /** Futures: the end of one begins the next. */
    public static long composed(int count) {
        return Aiko.run(
                () -> {
                    long start = System.nanoTime();
                    var chain = new Chain(count);
                    chain.ask(0);
                    NumberSum.check(count, await(chain.sum));
                    return System.nanoTime() - start;
                });
    }

    private static final class Chain {
        private final CompletableFuture<Long> sum = new CompletableFuture<>();
        private final int count;
        private long soFar;

        Chain(int count) {
            this.count = count;
        }

        void ask(int number) {
            if (number == count) {
                sum.complete(soFar);
                return;
            }
            fromKotlin(number)
                    .thenAccept(
                            answer -> {
                                soFar += answer;
                                ask(number + 1);
                            });
        }
    }
}
