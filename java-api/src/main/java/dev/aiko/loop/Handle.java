package dev.aiko.loop;

import dev.aiko.context.Context;

/**
 * A callback waiting for its turn. <b>Threads.</b> Safe from every thread: a handle cancelled
 * before its callback starts never runs it, whoever cancels.
 */
public interface Handle {

    /** Takes the callback back and forgets it; does nothing when it ran, runs, or was cancelled. */
    void cancel();

    /** Whether {@link #cancel} came before the callback started. */
    boolean isCancelled();

    /** The context the callback runs in. */
    Context context();
}
