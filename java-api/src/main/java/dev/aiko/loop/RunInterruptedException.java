package dev.aiko.loop;

/**
 * Somebody pressed Ctrl-C: the main task was cancelled, let the cancellation out, and the run
 * ended. The cause is that cancellation.
 */
public final class RunInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}
