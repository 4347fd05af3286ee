package dev.aiko.queue;

/** There is no room in the queue. */
public final class QueueFullException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public QueueFullException(String message) {
        super(message);
    }
}
