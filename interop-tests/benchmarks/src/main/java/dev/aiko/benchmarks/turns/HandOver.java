package dev.aiko.benchmarks.turns;

import dev.aiko.benchmarks.peers.VirtualThreads;
import java.util.concurrent.locks.LockSupport;

/**
 * Two bare virtual threads handing over to each other: a volatile flag says whose turn it is, and
 * who has no turn parks. Less than this no straight-line code can do.
 */
public final class HandOver {
    private static final int NOBODY = -1;

    private final int turnsOfEach;
    private final TurnLog log = new TurnLog();
    private final Thread[] threads = new Thread[2];

    /** Everything else is handed over with it. */
    private volatile int whose = NOBODY;

    private HandOver(int turnsOfEach) {
        this.turnsOfEach = turnsOfEach;
    }

    /** The nanoseconds that {@code turns} took, half of them in each thread. */
    public static long run(int turns) throws InterruptedException {
        return new HandOver(turns / 2).run();
    }

    private long run() throws InterruptedException {
        long start = System.nanoTime();
        threads[0] = VirtualThreads.start(() -> takeTurns(0, 1));
        threads[1] = VirtualThreads.start(() -> takeTurns(1, 0));
        pass(0);
        threads[0].join();
        threads[1].join();
        long nanos = System.nanoTime() - start;
        log.check(2 * turnsOfEach);
        return nanos;
    }

    private void takeTurns(int me, int other) {
        for (int turn = 0; turn < turnsOfEach; turn++) {
            while (whose != me) {
                LockSupport.park(this);
            }
            log.taken(me);
            pass(other);
        }
    }

    private void pass(int other) {
        whose = other;
        LockSupport.unpark(threads[other]);
    }
}
