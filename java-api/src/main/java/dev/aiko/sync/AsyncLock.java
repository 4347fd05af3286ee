package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that a future, a straight-line body, a coroutine and a plain thread can wait for, in one
 * line.
 *
 * <pre>{@code
 * try (var held = await(lock.acquireAsync())) {
 *     …
 * }
 * }</pre>
 *
 * <p><b>States.</b> Free or held. It has no owner: whoever likes may release it, and a holder who
 * acquires it again waits for himself. <b>Fairness.</b> First come, first served; with a release
 * the lock goes straight to the one who has waited longest. <b>Cancellation.</b> A waiter that is
 * cancelled leaves the line and takes nothing; one that is cancelled after the lock came to it, and
 * before it could go on, passes it on. So do stages that are all cancelled before a function of
 * theirs is called. Whoever has read the value, by {@code join} for one, has it for good; whoever
 * reads it when it was passed on gets a {@link java.util.concurrent.CancellationException}. When a
 * loop closes, the futures that wait in it leave the line as cancelled; and so they leave when
 * somebody completes them by hand. <b>Threads.</b> Every method may be called from any thread, and
 * the lock may be shared between loops; a waiter goes on in its own loop. <b>Memory.</b> What
 * happened before a release happens before what follows the next acquire.
 */
public interface AsyncLock {

    /** A lock that is free. */
    static AsyncLock create() {
        return SyncEngine.get().newLock();
    }

    /** Waits for the lock; done at once when it is free. */
    @CheckReturnValue
    LoopFuture<Lease> acquireAsync();

    /** Takes the lock if it is free, to be given back with {@link #release}. */
    boolean tryAcquire();

    /**
     * Waits for the lock on a plain thread.
     *
     * @throws IllegalStateException on the thread of a loop, which it would stop
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    Lease acquireBlocking() throws InterruptedException;

    /**
     * Calls {@code body} with the lock held, and releases it when the stage has ended. Cancelling
     * what this returns gives up the waiting, or asks the stage to stop.
     */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withLockAsync(
            Supplier<? extends CompletionStage<T>> body);

    /**
     * Gives the lock back, or to the first in line. For whoever took it without a lease, though it
     * ends a lease as well.
     *
     * @throws IllegalStateException when the lock is free
     */
    void release();

    boolean isLocked();

    WaitStatistics statistics();
}
