package dev.aiko.queue;

/** The queue was shut down: nothing can be put, or nothing is left to get. */
public final class QueueShutdownException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public QueueShutdownException(String message) {
        super(message);
    }
}
