package dev.aiko.task;

import java.util.concurrent.CancellationException;

/**
 * Kotlin only: the task that was awaited had been cancelled by somebody else, while the awaiting
 * coroutine itself was not.
 *
 * <p>It is deliberately no {@link CancellationException}: coroutines take that for their own
 * cancellation and would end without a word. Java bodies see the plain {@code
 * CancellationException}, as asyncio has it.
 */
public final class TaskCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The cause is the cancellation the task ended with; its message is the reason given. */
    public TaskCancelledException(String message, CancellationException cause) {
        super(message, cause);
    }
}
