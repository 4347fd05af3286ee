package dev.aiko.sequence;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.task.LoopFuture;
import org.jspecify.annotations.Nullable;

/** Where the maker of a sequence puts its values. */
public interface Emitter<T> {

    /**
     * Hands a value over and waits, in a straight-line body, until the next one is asked for.
     *
     * @throws java.util.concurrent.CancellationException when the consumer wants no more: let it
     *     pass, and clean up on the way
     * @throws IllegalStateException when the value before has not been taken yet
     */
    void emit(T value);

    /** {@link #emit} for futures: done when the next value is asked for. */
    @CheckReturnValue
    LoopFuture<@Nullable Void> emitAsync(T value);
}
