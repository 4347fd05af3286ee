package dev.aiko.benchmarks.turns;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;

import dev.aiko.Aiko;
import dev.aiko.task.Action;

/** Two straight-line bodies that yield to each other. */
public final class JavaTurns {

    private JavaTurns() {}

    /** The nanoseconds that {@code turns} took, half of them in each of two tasks. */
    public static long run(int turns) {
        return Aiko.run(
                () -> {
                    var log = new TurnLog();
                    long start = System.nanoTime();
                    var first = createTask(taking(0, turns / 2, log));
                    var second = createTask(taking(1, turns / 2, log));
                    await(first);
                    await(second);
                    long nanos = System.nanoTime() - start;
                    log.check(turns);
                    return nanos;
                });
    }

    private static Action taking(int who, int turns, TurnLog log) {
        return () -> {
            for (int turn = 0; turn < turns; turn++) {
                log.taken(who);
                yieldNow();
            }
        };
    }
}
