package dev.aiko.task;

import java.util.concurrent.CancellationException;

/**
 * Something that was waited for was cancelled, by whomever, while the one who waits was not.
 *
 * <p>In Kotlin an await throws it. It is deliberately no {@link CancellationException}: coroutines
 * take that for their own cancellation and would end without a word. A Java body that awaits sees
 * the plain {@code CancellationException}, as asyncio has it.
 *
 * <p>In both languages {@code gather} fails with it when one of its stages was cancelled: the list
 * as a whole was not.
 */
public final class TaskCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The cause is the cancellation the task ended with; its message is the reason given. */
    public TaskCancelledException(String message, CancellationException cause) {
        super(message, cause);
    }
}
