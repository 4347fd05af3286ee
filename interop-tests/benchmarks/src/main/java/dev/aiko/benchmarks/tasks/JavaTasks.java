package dev.aiko.benchmarks.tasks;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.aiko.Aiko;
import dev.aiko.benchmarks.peers.VirtualThreads;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Tasks with Java bodies, all created and then awaited in order; and their closest kin. */
public final class JavaTasks {

    private JavaTasks() {}

    /** Tasks of futures code. Gives the nanoseconds it took. */
    public static long composed(int count) {
        return Aiko.run(() -> timed(count, number -> composeTask(() -> completedFuture(number))));
    }

    /** Tasks of straight-line code. Gives the nanoseconds it took. */
    public static long straight(int count) {
        return Aiko.run(() -> timed(count, number -> createTask(() -> number)));
    }

    private static long timed(int count, IntFunction<Task<Integer>> newTask) {
        long start = System.nanoTime();
        List<Task<Integer>> tasks = new ArrayList<>(count);
        for (int number = 0; number < count; number++) {
            tasks.add(newTask.apply(number));
        }
        long sum = 0;
        for (Task<Integer> task : tasks) {
            sum += await(task);
        }
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum);
        return nanos;
    }

    /** A virtual thread for each, on JDK 21 and up. Gives the nanoseconds it took. */
    public static long virtualThreads(int count) throws Exception {
        var threads = VirtualThreads.perJob();
        try {
            // From one of them, which starts others faster than a platform thread does.
            return threads.submit(() -> submittedTo(threads, count)).get();
        } finally {
            threads.shutdown();
        }
    }

    private static long submittedTo(ExecutorService threads, int count) throws Exception {
        long start = System.nanoTime();
        List<Future<Integer>> jobs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            jobs.add(threads.submit(() -> number));
        }
        long sum = 0;
        for (Future<Integer> job : jobs) {
            sum += job.get();
        }
        long nanos = System.nanoTime() - start;
        NumberSum.check(count, sum);
        return nanos;
    }
}
