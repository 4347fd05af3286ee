package dev.aiko.queue;

/** What happens to a subscriber that is behind by as much as its queue holds. */
public enum WhenFull {
    /** Whoever publishes waits for it. */
    WAIT,
    /** It loses the oldest item that it has not taken, of those published since it subscribed. */
    DROP_OLDEST,
    /** It misses what is published now. */
    DROP_NEWEST,
    /** Its subscription fails with {@link QueueFullException}, after what it has not taken yet. */
    FAIL
}
