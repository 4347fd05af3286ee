package dev.aiko.loop;

import dev.aiko.task.LoopFuture;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that nobody is left to receive, on its way to the exception handler.
 *
 * @param message what happened, in one sentence
 * @param exception the error itself, if there is one
 * @param future the future or task it belongs to, if any
 * @param handle the callback it came from, if any
 * @param createdAt where that future or handle was created; known in debug mode
 */
public record ErrorReport(
        String message,
        @Nullable Throwable exception,
        @Nullable LoopFuture<?> future,
        @Nullable Handle handle,
        @Nullable Throwable createdAt) {

    /** Stands in where a report has no message of its own. */
    public static final String STOCK_MESSAGE = "Unhandled error in the event loop.";

    public ErrorReport {
        Objects.requireNonNull(message, "message");
    }

    public static ErrorReport of(String message, @Nullable Throwable exception) {
        return new ErrorReport(message, exception, null, null, null);
    }

    /** A report with the {@link #STOCK_MESSAGE}. */
    public static ErrorReport of(Throwable exception) {
        return of(STOCK_MESSAGE, Objects.requireNonNull(exception, "exception"));
    }
}
