package dev.aiko.benchmarks.memory;

import dev.aiko.Aiko;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;

/** Tasks with Java bodies that wait at a gate; written in Java, so that the lambdas are Java's. */
public final class JavaWaiters {

    private JavaWaiters() {}

    public static Task<Integer> compose(LoopFuture<Integer> gate) {
        return Aiko.composeTask(() -> gate);
    }

    public static Task<Integer> straight(LoopFuture<Integer> gate) {
        return Aiko.createTask(() -> Aiko.await(gate));
    }
}
