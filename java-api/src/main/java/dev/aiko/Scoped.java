package dev.aiko;

import dev.aiko.scope.AsyncCloseable;
import java.util.concurrent.CompletionException;

/**
 * A resource that is closed at the end of a {@code try}, in a straight-line body. Nothing
 * interrupts the closing. Made by {@link Aiko#scoped}.
 */
public final class Scoped<R extends AsyncCloseable> implements AutoCloseable {

    private final R resource;

    Scoped(R resource) {
        this.resource = resource;
    }

    public R get() {
        return resource;
    }

    /** Closes the resource and waits for its end. */
    @Override
    public void close() {
        Aiko.shielded(
                () -> {
                    Aiko.await(resource.closeAsync());
                });
    }

    static RuntimeException unchecked(Exception failure) {
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new CompletionException(failure);
    }
}
