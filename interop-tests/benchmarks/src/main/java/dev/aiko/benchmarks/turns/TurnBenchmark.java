package dev.aiko.benchmarks.turns;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is one turn of two that take turns, or one await of what is done already. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TurnBenchmark {
    private static final int TURNS = 200_000;
    private static final int AWAITS = 1_024 * 1_024;

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long suspending() {
        return SuspendTurns.run(TURNS);
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long suspendingPeerRaw() {
        return SuspendTurns.raw(TURNS);
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long straight() {
        return JavaTurns.run(TURNS);
    }

    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long straightPeerHandOver() throws InterruptedException {
        return HandOver.run(TURNS);
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public long done() {
        return DoneAwaits.run(AWAITS);
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public long donePeerJoin() {
        return DoneAwaits.joins(AWAITS);
    }
}
