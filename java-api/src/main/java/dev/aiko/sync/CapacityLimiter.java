package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A semaphore that knows its borrowers, each of which may have one token at a time, and whose size
 * may change while it is used.
 *
 * <p>A borrower is any object, compared by identity; without one it is the current task, on a plain
 * thread the thread, and in a callback of a loop, in {@code withTokenAsync} and in Kotlin a fresh
 * one. A fresh one has nothing yet, so whoever holds the only token and asks like that waits for
 * himself. <b>Fairness, cancellation, threads, memory.</b> As with {@link AsyncSemaphore}.
 */
public interface CapacityLimiter {

    /**
     * A limiter with so many tokens, which may be none.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    static CapacityLimiter create(int total) {
        return SyncEngine.get().newLimiter(total);
    }

    /**
     * Waits for a token for whoever calls.
     *
     * @throws IllegalStateException when he has one, or waits for one
     */
    @CheckReturnValue
    LoopFuture<Lease> acquireAsync();

    /**
     * Waits for a token for this borrower.
     *
     * @throws IllegalStateException when it has one, or waits for one
     */
    @CheckReturnValue
    LoopFuture<Lease> acquireAsync(Object borrower);

    /**
     * A token for whoever calls if one is free and nobody waits, else null.
     *
     * @throws IllegalStateException when he has one, or waits for one
     */
    @Nullable Lease tryAcquire();

    /**
     * A token for this borrower if one is free and nobody waits, else null.
     *
     * @throws IllegalStateException when it has one, or waits for one
     */
    @Nullable Lease tryAcquire(Object borrower);

    /**
     * Waits on a plain thread; see {@link AsyncLock#acquireBlocking}.
     *
     * @throws IllegalStateException also when the thread has a token, or waits for one
     */
    Lease acquireBlocking() throws InterruptedException;

    /** Waits on a plain thread for a token of this borrower; see {@link #acquireAsync(Object)}. */
    Lease acquireBlocking(Object borrower) throws InterruptedException;

    /**
     * Calls {@code body} with a token of a fresh borrower, which is given back when the stage has
     * ended.
     */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withTokenAsync(
            Supplier<? extends CompletionStage<T>> body);

    /** The same with a token of this borrower; see {@link #acquireAsync(Object)}. */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withTokenAsync(
            Object borrower, Supplier<? extends CompletionStage<T>> body);

    int total();

    /**
     * Changes the size. More tokens go to those who wait, at once; with fewer nobody loses his, and
     * new ones are given out when enough have come back.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    void setTotal(int total);

    /** How many tokens are lent out, which is more than the total after that was lowered. */
    int borrowed();

    WaitStatistics statistics();
}
