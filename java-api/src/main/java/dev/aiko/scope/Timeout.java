package dev.aiko.scope;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time limit of a block, as the code inside sees it.
 *
 * <p><b>States.</b> <i>active</i> until the deadline, then <i>expiring</i> while the code inside
 * ends, then <i>expired</i>; or <i>finished</i> when the block ended in time. <b>Threads.</b> Every
 * method may be called from any thread.
 */
public interface Timeout {

    /** The deadline in {@code loop.time()}; null when there is none. */
    @Nullable Duration when();

    /**
     * Moves the deadline; null takes it away, one in the past expires in the next turn.
     *
     * @throws IllegalStateException when the block has expired, or has ended
     */
    void reschedule(@Nullable Duration when);

    /** Moves the deadline to so long after now; {@link #reschedule} says when it is refused. */
    void rescheduleAfter(Duration delay);

    /** Whether the deadline has passed while the block was active. */
    boolean expired();
}
