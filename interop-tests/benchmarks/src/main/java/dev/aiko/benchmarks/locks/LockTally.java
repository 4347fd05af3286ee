package dev.aiko.benchmarks.locks;

/** Counts what is done under a lock, so that nothing can be left out. Guarded by that lock. */
public final class LockTally {
    private int done;

    public void next() {
        done++;
    }

    public void check(int expected) {
        if (done != expected) {
            throw new IllegalStateException(done + " of " + expected + " locks were held.");
        }
    }
}
