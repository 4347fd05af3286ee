package dev.aiko.task;

/**
 * Where a task is in its life.
 *
 * <pre>
 *            first step               cancel()
 *   PENDING ───────────▶ PENDING ◀───────────────▶ CANCELLING
 *      │                    │        uncancel()        │
 *      └────────────────────┴──── the body ends ───────┘
 *                           ▼
 *             FINISHED   FAILED   CANCELLED
 * </pre>
 */
public enum TaskState {
    /** Not done, and nobody asks it to stop. */
    PENDING,
    /** Not done, and {@link Task#cancelling()} is above zero. */
    CANCELLING,
    /** Done with a value. */
    FINISHED,
    /** Done with a failure that is no cancellation. */
    FAILED,
    /** Done because its body let a cancellation out. */
    CANCELLED;

    /** The word asyncio uses in messages: {@code pending}, {@code cancelling}, … */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
