package dev.aiko.benchmarks.locks;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.yieldNow;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.Action;
import java.util.List;

/** Locks in straight-line code and in futures. Each gives the nanoseconds of all locks. */
@SuppressWarnings("try") // a lease is held, and not looked at
public final class JavaLocks {

    private JavaLocks() {}

    public static long straight(int count) {
        return timed(
                count,
                (lock, tally) -> {
                    for (int i = 0; i < count; i++) {
                        try (Lease held = await(lock.acquireAsync())) {
                            tally.next();
                        }
                    }
                });
    }

    /** As a future that is done at once. */
    public static long composed(int count) {
        return timed(
                count,
                (lock, tally) -> {
                    for (int i = 0; i < count; i++) {
                        Lease held = lock.acquireAsync().join();
                        tally.next();
                        held.close();
                    }
                });
    }

    /** Two bodies in turn, with one turn of the loop inside. */
    public static long contended(int count) {
        return timed(
                count,
                (lock, tally) ->
                        TaskGroup.run(
                                group -> {
                                    Action half =
                                            () -> {
                                                for (int i = 0; i < count / 2; i++) {
                                                    try (Lease held = await(lock.acquireAsync())) {
                                                        tally.next();
                                                        yieldNow();
                                                    }
                                                }
                                            };
                                    group.createTask(half);
                                    group.createTask(half);
                                }));
    }

    /** Two chains of stages in turn, the same way. */
    public static long contendedStages(int count) {
        return timed(
                count,
                (lock, tally) -> {
                    var one = new LockChain(lock, tally, count / 2);
                    var other = new LockChain(lock, tally, count / 2);
                    await(gather(List.of(one.begin(), other.begin())));
                });
    }

    private static long timed(int count, Work work) {
        return Aiko.run(
                () -> {
                    AsyncLock lock = AsyncLock.create();
                    LockTally tally = new LockTally();
                    long start = System.nanoTime();
                    work.on(lock, tally);
                    long nanos = System.nanoTime() - start;
                    tally.check(count);
                    return nanos;
                });
    }

    private interface Work {
        void on(AsyncLock lock, LockTally tally);
    }
}
