package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that many readers share, or one writer has alone.
 *
 * <p><b>Fairness.</b> First come, first served: a reader that comes after a waiting writer waits
 * behind it, so that no writer starves, and readers that stand together go in together.
 * <b>Cancellation, threads, memory.</b> As with {@link AsyncLock}. It is not reentrant, and a
 * reader cannot become a writer: it would wait for itself.
 */
public interface AsyncReadWriteLock {

    static AsyncReadWriteLock create() {
        return SyncEngine.get().newReadWriteLock();
    }

    /** Waits until nobody writes. */
    @CheckReturnValue
    LoopFuture<Lease> acquireReadAsync();

    /** Waits until nobody reads or writes. */
    @CheckReturnValue
    LoopFuture<Lease> acquireWriteAsync();

    /** A lease to read if there is no waiting for it, else null. */
    @Nullable Lease tryAcquireRead();

    /** A lease to write if there is no waiting for it, else null. */
    @Nullable Lease tryAcquireWrite();

    /** Waits on a plain thread; see {@link AsyncLock#acquireBlocking}. */
    Lease acquireReadBlocking() throws InterruptedException;

    /** Waits on a plain thread; see {@link AsyncLock#acquireBlocking}. */
    Lease acquireWriteBlocking() throws InterruptedException;

    /** Calls {@code body} as a reader. */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withReadLockAsync(
            Supplier<? extends CompletionStage<T>> body);

    /** Calls {@code body} as the writer. */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withWriteLockAsync(
            Supplier<? extends CompletionStage<T>> body);

    /** How many read at this moment. */
    int readers();

    boolean isWriteLocked();

    /** How many wait, readers and writers. */
    int waiting();

    ReadWriteLockStatistics statistics();
}
