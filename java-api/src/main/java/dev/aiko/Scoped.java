package dev.aiko;

import dev.aiko.scope.AsyncCloseable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/**
 * A resource that is closed at the end of a {@code try}, in a straight-line body. Nothing
 * interrupts the closing. Made by {@link Aiko#scoped}.
 *
 * <p>Java adds a failure of the closing to the one of the block, also to a cancellation; use {@link
 * Aiko#using} where it must not go unseen.
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

    /**
     * Closes after the block has failed, and gives what to throw. A cancellation may go unseen, and
     * what happened in the cleanup must not go with it.
     */
    RuntimeException closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException | Error notClosed) {
            if (failure instanceof CancellationException) {
                throw notClosed;
            }
            if (notClosed != failure) {
                failure.addSuppressed(notClosed);
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new CompletionException(failure);
    }
}
