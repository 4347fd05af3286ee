package dev.aiko.benchmarks.locks;

import dev.aiko.Aiko;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import java.util.concurrent.CompletableFuture;

/** Takes a lock so many times, with one turn of the loop inside, and never waits: all is stages. */
final class LockChain {
    private final EventLoop loop = Aiko.runningLoop();
    private final CompletableFuture<Void> end = loop.createFuture();
    private final AsyncLock lock;
    private final LockTally tally;
    private int left;

    LockChain(AsyncLock lock, LockTally tally, int count) {
        this.lock = lock;
        this.tally = tally;
        this.left = count;
    }

    CompletableFuture<Void> begin() {
        next();
        return end;
    }

    private void next() {
        if (left-- == 0) {
            end.complete(null);
        } else {
            lock.acquireAsync().thenAccept(this::inATurn);
        }
    }

    private void inATurn(Lease held) {
        tally.next();
        loop.callSoon(
                () -> {
                    held.close();
                    next();
                });
    }
}
