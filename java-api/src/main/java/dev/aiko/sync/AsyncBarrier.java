package dev.aiko.sync;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;

/**
 * A place where a number of parties wait for each other, again and again.
 *
 * <p><b>States.</b> Filling, and with the last party filling again; or broken, after {@link
 * #abort}, until {@link #reset}. <b>Fairness.</b> Parties are counted in the order in which they
 * came; the last one does not wait, and the others go on in that order. <b>Cancellation.</b> A
 * cancelled waiter leaves its place to another one, and so does one whose loop closes; the barrier
 * is not broken. <b>Threads, memory.</b> Every method may be called from any thread; what happened
 * before each party's wait happens before what follows everybody's.
 */
public interface AsyncBarrier {

    /**
     * @throws IllegalArgumentException when there is not at least one party
     */
    static AsyncBarrier create(int parties) {
        return SyncEngine.get().newBarrier(parties);
    }

    /**
     * Waits for the others; gives the place in which this party came, from zero.
     *
     * <p>Fails with {@link BrokenBarrierException} when the barrier is broken, or is broken or
     * reset meanwhile.
     */
    @CheckReturnValue
    LoopFuture<Integer> awaitAsync();

    /** Waits on a plain thread; see {@link AsyncLock#acquireBlocking}. */
    int awaitBlocking() throws InterruptedException;

    /** Fails all who wait, and begins anew; with nobody waiting it only mends. */
    void reset();

    /** Breaks the barrier: all who wait fail, and all who come, until a reset. */
    void abort();

    boolean isBroken();

    int parties();

    /** How many wait. */
    int waiting();

    BarrierStatistics statistics();
}
