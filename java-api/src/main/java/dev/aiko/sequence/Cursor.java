package dev.aiko.sequence;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.task.LoopFuture;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way through a sequence.
 *
 * <p><b>States.</b> <i>new</i>, then <i>waiting</i> for a value and <i>resting</i> in turn, then
 * <i>over</i>: at the end, after a failure, and when closed. <b>Cancellation.</b> Cancelling a
 * {@code nextAsync} stops the maker; that of a queue or a subscription has none, and what came is
 * for the next {@code nextAsync}. <b>Threads.</b> Every method may be called from any thread.
 */
public interface Cursor<T> extends Iterable<T>, AsyncCloseable, AutoCloseable {

    /**
     * The next value; empty at the end, and ever after.
     *
     * @throws IllegalStateException when the value before is still being waited for
     */
    @CheckReturnValue
    LoopFuture<Optional<T>> nextAsync();

    /** The values that are left, for a straight-line body; see {@link AsyncSequence#iterator()}. */
    @Override
    Iterator<T> iterator();

    /** Stops the maker and is done when its cleanup is; fails when that does. */
    @Override
    @CheckReturnValue
    LoopFuture<@Nullable Void> closeAsync();

    /** Closes and waits for it, in a straight-line body. */
    @Override
    void close();
}
