package dev.aiko.benchmarks.timeouts;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is to set a time limit and to be done long before it is over. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TimeoutBenchmark.LIMITS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TimeoutBenchmark {
    static final int LIMITS = 100_000;

    @Benchmark
    public long suspending() {
        return SuspendTimeouts.run(LIMITS);
    }

    @Benchmark
    public long suspendingPeerRaw() {
        return SuspendTimeouts.raw(LIMITS);
    }

    @Benchmark
    public long straight() {
        return JavaTimeouts.straight(LIMITS);
    }

    @Benchmark
    public long composed() {
        return JavaTimeouts.composed(LIMITS);
    }

    @Benchmark
    public long composedPeerOrTimeout() throws Exception {
        return JavaTimeouts.orTimeout(LIMITS);
    }
}
