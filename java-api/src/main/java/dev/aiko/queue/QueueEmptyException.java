package dev.aiko.queue;

/** There is nothing in the queue. */
public final class QueueEmptyException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public QueueEmptyException(String message) {
        super(message);
    }
}
