package dev.aiko.benchmarks.callbacks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is one callback of a chain in which each schedules the next. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(CallbackBenchmark.CALLBACKS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CallbackBenchmark {
    static final int CALLBACKS = 1_000_000;

    @Benchmark
    public long suspending() {
        return CallbackChain.run(CALLBACKS);
    }

    @Benchmark
    public long straight() {
        return JavaCallbackChain.run(CALLBACKS);
    }

    @Benchmark
    public long peerRaw() {
        return CallbackChain.raw(CALLBACKS);
    }
}
