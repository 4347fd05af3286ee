package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import org.jspecify.annotations.Nullable;

/**
 * A flag that many can wait for.
 *
 * <p><b>States.</b> Unset or set, and back with {@link #clear}. <b>Fairness.</b> A set wakes all
 * who wait at that moment, in the order in which they came, and also when the event is cleared
 * before they go on. <b>Cancellation.</b> A cancelled waiter leaves, and so does one whose loop
 * closes; then it is cancelled. <b>Threads, memory.</b> Every method may be called from any thread;
 * what happened before a set happens before what follows the wait.
 */
public interface AsyncEvent {

    /** An event that is not set. */
    static AsyncEvent create() {
        return SyncEngine.get().newEvent();
    }

    /** Waits until the event is set; done at once when it is. */
    @CheckReturnValue
    LoopFuture<@Nullable Void> awaitAsync();

    /** Waits on a plain thread; see {@link AsyncLock#acquireBlocking}. */
    void awaitBlocking() throws InterruptedException;

    /** Sets it and wakes everybody; harmless when it is set. */
    void set();

    /** Unsets it, for waits that begin from now on. */
    void clear();

    boolean isSet();

    /** How many wait. */
    int waiting();

    EventStatistics statistics();
}
