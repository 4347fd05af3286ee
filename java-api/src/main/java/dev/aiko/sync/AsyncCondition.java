package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waiting, with a lock held, for what somebody else does under that lock.
 *
 * <pre>{@code
 * try (var held = await(changed.lock().acquireAsync())) {
 *     await(changed.awaitUntilAsync(() -> !orders.isEmpty()));
 *     …
 * }
 * }</pre>
 *
 * <p>A wait gives the lock back, and has it again when it is done, however it ends: with a signal,
 * a cancel or a time limit. <b>Fairness.</b> Signals go to those who have waited longest; a signal
 * nobody waits for is forgotten. <b>Cancellation.</b> A waiter that is cancelled waits for the lock
 * before it is done; a signal that it had got passes to the next one, as a lease of {@link
 * AsyncLock} does. A lease that is closed while its holder waits is over when the wait is. A wait
 * ends with the lock, so nobody completes its future by hand: that is refused with {@link
 * UnsupportedOperationException}. <b>Threads, memory.</b> As with {@link AsyncLock}.
 *
 * <p><b>Without the lock</b> two go on. A waiter whose loop is closed is cancelled at once, and its
 * lease is over. And a plain thread that is interrupted does not stay for the end of its wait. So
 * give the lock back by the lease, which counts also then, and not by {@code release}, which would
 * take the lock from the next holder. {@code Runner.close} and the end of {@code Aiko.run} close
 * their loop last: before, they cancel its tasks and wait for their end, and so for the lock, as
 * long as somebody else has it.
 */
public interface AsyncCondition {

    /** A condition with a lock of its own. */
    static AsyncCondition create() {
        return create(AsyncLock.create());
    }

    /**
     * A condition of this lock, which several may share.
     *
     * @throws IllegalArgumentException when the lock was not made by {@link AsyncLock#create}
     */
    static AsyncCondition create(AsyncLock lock) {
        return SyncEngine.get().newCondition(Objects.requireNonNull(lock, "lock"));
    }

    AsyncLock lock();

    /**
     * Gives the lock back, waits for a signal, and is done when it has the lock again.
     *
     * @throws IllegalStateException when the lock is not held
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> awaitAsync();

    /**
     * Waits until it holds: at once, or after a signal. It is asked with the lock held; when it
     * throws, so does the wait.
     *
     * @throws IllegalStateException when it does not hold at once and the lock is not held
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> awaitUntilAsync(BooleanSupplier predicate);

    /**
     * Wakes the one who has waited longest. He goes on when the lock is given back.
     *
     * @throws IllegalStateException when the lock is not held
     */
    default void signal() {
        signal(1);
    }

    /** Wakes at most so many. */
    void signal(int waiters);

    /** Wakes all who wait at this moment. */
    void signalAll();

    /** How many wait for a signal. */
    int waiting();

    ConditionStatistics statistics();
}
