package dev.aiko.benchmarks.timers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is to schedule a timer and to cancel it, while 200,000 others wait. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TimerBenchmark.TIMERS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TimerBenchmark {
    static final int TIMERS = 1_000_000;
    private static final int ALIVE = 200_000;

    /**
     * The dead array of the invocation before is too big for a young collection, and would keep all
     * that is in it alive. An invocation takes long enough for a set-up of its own.
     */
    @Setup(Level.Invocation)
    public void collect() {
        System.gc();
    }

    @Benchmark
    public long aiko() {
        return CancelledTimers.run(ALIVE, TIMERS);
    }

    @Benchmark
    public long peerPoolRemoving() {
        return PooledTimers.run(ALIVE, TIMERS, true);
    }

    /** Pays for its shutdown too, which empties the queue. */
    @Benchmark
    public long peerPoolKeeping() {
        return PooledTimers.run(ALIVE, TIMERS, false);
    }
}
