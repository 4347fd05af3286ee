package dev.aiko.benchmarks.groups;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One operation is one child of a group: made, run, and waited for with all the others. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(GroupBenchmark.CHILDREN)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GroupBenchmark {
    static final int CHILDREN = 100_000;

    @Benchmark
    public long suspending() {
        return SuspendGroups.run(CHILDREN);
    }

    @Benchmark
    public long composed() {
        return JavaGroups.composed(CHILDREN);
    }

    @Benchmark
    public long straight() {
        return JavaGroups.straight(CHILDREN);
    }

    @Benchmark
    public long peerLaunch() {
        return RawGroups.launch(CHILDREN);
    }

    /** Needs JDK 25. */
    @Benchmark
    public long straightPeerStructured() throws InterruptedException {
        return JavaGroups.structured(CHILDREN);
    }
}
