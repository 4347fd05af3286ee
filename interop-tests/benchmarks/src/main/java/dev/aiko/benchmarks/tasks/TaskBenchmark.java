package dev.aiko.benchmarks.tasks;

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

/** One operation is to create a task and to await its value. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TaskBenchmark.TASKS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-Xmn2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TaskBenchmark {
    static final int TASKS = 500_000;

    /**
     * The dead array of the invocation before is too big for a young collection, and would keep all
     * that is in it alive. An invocation takes long enough for a set-up of its own.
     */
    @Setup(Level.Invocation)
    public void collect() {
        System.gc();
    }

    @Benchmark
    public long suspending() {
        return SuspendTasks.run(TASKS);
    }

    @Benchmark
    public long suspendingPeerAsync() {
        return RawTasks.async(TASKS);
    }

    @Benchmark
    public long composed() {
        return JavaTasks.composed(TASKS);
    }

    @Benchmark
    public long composedPeerFuture() {
        return RawTasks.future(TASKS);
    }

    @Benchmark
    public long straight() {
        return JavaTasks.straight(TASKS);
    }

    @Benchmark
    public long straightPeerVirtualThread() throws Exception {
        return JavaTasks.virtualThreads(TASKS);
    }
}
