package dev.aiko.benchmarks.groups;

import static dev.aiko.Aiko.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.benchmarks.peers.StructuredScope;
import dev.aiko.benchmarks.tasks.NumberSum;
import java.util.concurrent.atomic.LongAdder;

/** Groups whose children have Java bodies, and what the JDK has that is like them. */
public final class JavaGroups {

    private JavaGroups() {}

    /** A group of futures code. Gives the nanoseconds it took. */
    public static long composed(int count) {
        return Aiko.run(
                () -> {
                    var tally = new Tally();
                    long start = System.nanoTime();
                    await(
                            TaskGroup.start(
                                    group -> {
                                        compose(group, count, tally);
                                        return completedFuture(null);
                                    }));
                    long nanos = System.nanoTime() - start;
                    tally.check(count);
                    return nanos;
                });
    }

    private static void compose(TaskGroup group, int count, Tally tally) {
        for (int i = 0; i < count; i++) {
            int number = i;
            group.composeTask(
                    () -> {
                        tally.add(number);
                        return completedFuture(number);
                    });
        }
    }

    /** A group of straight-line code. Gives the nanoseconds it took. */
    public static long straight(int count) {
        return Aiko.run(
                () -> {
                    var tally = new Tally();
                    long start = System.nanoTime();
                    TaskGroup.run(
                            group -> {
                                for (int i = 0; i < count; i++) {
                                    int number = i;
                                    group.createTask(() -> tally.add(number));
                                }
                            });
                    long nanos = System.nanoTime() - start;
                    tally.check(count);
                    return nanos;
                });
    }

    /** A virtual thread for each child, in the scope that JDK 25 previews. Gives nanoseconds. */
    public static long structured(int count) throws InterruptedException {
        var sum = new LongAdder();
        long start = System.nanoTime();
        try (var scope = StructuredScope.open()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                scope.fork(() -> sum.add(number));
            }
            scope.join();
        }
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum.sum());
        return nanos;
    }
}
