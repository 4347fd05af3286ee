package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, lent out to whoever comes first; see {@link AsyncLock} for who may wait and
 * how.
 *
 * <p><b>Fairness.</b> First come, first served, also among those who want several permits at once:
 * nobody overtakes one who waits for more than there is. <b>Cancellation, threads, memory.</b> As
 * with {@link AsyncLock}. Permits have no owner, so the number may grow by releasing more than was
 * acquired; {@link #bounded} refuses that.
 */
public interface AsyncSemaphore {

    /**
     * A semaphore with so many permits, which may be none.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    static AsyncSemaphore create(int permits) {
        return SyncEngine.get().newSemaphore(permits, false);
    }

    /**
     * One that refuses to be released more often than it was acquired.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    static AsyncSemaphore bounded(int permits) {
        return SyncEngine.get().newSemaphore(permits, true);
    }

    /** Waits for one permit. */
    @CheckReturnValue
    default LoopFuture<Lease> acquireAsync() {
        return acquireAsync(1);
    }

    /**
     * Waits for several permits, and takes them together.
     *
     * @throws IllegalArgumentException when the number is not positive, or more than a bounded
     *     semaphore has
     */
    @CheckReturnValue
    LoopFuture<Lease> acquireAsync(int permits);

    /** Takes one permit if one is free and nobody waits. */
    default boolean tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Takes several, all or none, if they are free and nobody waits.
     *
     * @throws IllegalArgumentException when the number is not positive, or more than a bounded
     *     semaphore has
     */
    boolean tryAcquire(int permits);

    /** Waits for one permit on a plain thread; see {@link AsyncLock#acquireBlocking}. */
    default Lease acquireBlocking() throws InterruptedException {
        return acquireBlocking(1);
    }

    /** Waits for several on a plain thread, all at once; see {@link #acquireAsync(int)}. */
    Lease acquireBlocking(int permits) throws InterruptedException;

    /** Calls {@code body} with a permit, which is given back when the stage has ended. */
    @CheckReturnValue
    default <T extends @Nullable Object> LoopFuture<T> withPermitAsync(
            Supplier<? extends CompletionStage<T>> body) {
        return withPermitAsync(1, body);
    }

    /** The same with several, taken all at once; see {@link #acquireAsync(int)}. */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> withPermitAsync(
            int permits, Supplier<? extends CompletionStage<T>> body);

    /**
     * Gives back one permit. For whoever took it without a lease; of a bounded semaphore that has
     * lent all its permits with leases it ends the oldest of them, whose closing then does nothing.
     * Without a bound the closing would count as well.
     *
     * @throws IllegalStateException when the semaphore is bounded and has them all
     */
    default void release() {
        release(1);
    }

    /**
     * Gives back several, as by so many times {@link #release()}; or none, when it throws.
     *
     * @throws IllegalArgumentException when the number is not positive
     * @throws IllegalStateException when the semaphore is bounded and fewer are out
     */
    void release(int permits);

    /** How many are free. */
    int available();

    /** Whether an acquire would have to wait. */
    boolean isLocked();

    WaitStatistics statistics();
}
