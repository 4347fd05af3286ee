package dev.aiko.benchmarks.callbacks;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;

import dev.aiko.Aiko;
import dev.aiko.task.LoopFuture;

/** The chain of callbacks while a straight-line body waits, on whose thread they then run. */
public final class JavaCallbackChain {

    private JavaCallbackChain() {}

    /** The nanoseconds that {@code count} callbacks took. */
    public static long run(int count) {
        return Aiko.run(
                () -> {
                    LoopFuture<Integer> end = runningLoop().createFuture();
                    long start = System.nanoTime();
                    runningLoop().callSoon(new CallbackChain.Callback(runningLoop(), count, end));
                    int ran = await(end);
                    long nanos = System.nanoTime() - start;
                    if (ran != count) {
                        throw new IllegalStateException(
                                ran + " callbacks ran instead of " + count + ".");
                    }
                    return nanos;
                });
    }
}
