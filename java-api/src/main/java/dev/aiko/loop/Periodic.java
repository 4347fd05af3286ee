package dev.aiko.loop;

import dev.aiko.task.LoopFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done again and again. One run never begins before the one before has ended.
 *
 * <p>A run that fails is reported to the exception handler, and the next one comes at its time,
 * unless the options say otherwise. A run that ends cancelled by somebody else is no failure.
 */
public interface Periodic {

    /** No more runs; one that is going on may finish. A second stop does nothing. */
    void stop();

    /** No more runs; one that is going on is cancelled. */
    void cancel(@Nullable String reason);

    /** How many runs have begun. */
    long runs();

    /**
     * Done when there will be no more runs and the last one has ended; cancelling it is {@link
     * #cancel}.
     */
    LoopFuture<@Nullable Void> done();
}
