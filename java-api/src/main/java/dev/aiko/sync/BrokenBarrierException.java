package dev.aiko.sync;

/** The barrier that was waited for was aborted, or reset. */
public final class BrokenBarrierException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public BrokenBarrierException(String message) {
        super(message);
    }
}
