package dev.aiko.combine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How a stage ended, as a value. */
public sealed interface Outcome<T extends @Nullable Object> {

    /** It has a value. */
    record Succeeded<T extends @Nullable Object>(T value) implements Outcome<T> {
        @Override
        public T get() {
            return value;
        }
    }

    /** It failed. */
    record Failed<T extends @Nullable Object>(Throwable failure) implements Outcome<T> {
        @Override
        public T get() {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw new CompletionException(failure);
        }
    }

    /** It was cancelled. */
    record Cancelled<T extends @Nullable Object>(CancellationException failure)
            implements Outcome<T> {
        @Override
        public T get() {
            throw failure;
        }
    }

    /** The value, or the very failure; a checked one comes inside a {@link CompletionException}. */
    T get();

    default boolean isSuccess() {
        return this instanceof Succeeded;
    }
}
