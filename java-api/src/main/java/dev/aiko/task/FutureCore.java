package dev.aiko.task;

import dev.aiko.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an engine does for a {@link LoopFuture}, which asks it through {@code core()}. For engines.
 */
public interface FutureCore {

    /** Waits cooperatively, refuses to wait, or leaves the waiting to {@code CompletableFuture}. */
    void beforeReading();

    /** The same for a wait with a limit. */
    void beforeReading(long timeout, TimeUnit unit) throws TimeoutException;

    /**
     * Somebody has the outcome, if there is one: a reader, or a function of a stage that hangs on
     * this future. A failure needs no report then, and what came with a value stays with him.
     *
     * @throws java.util.concurrent.CancellationException when that has gone to somebody else
     */
    void read();

    /**
     * What this came with stays here as long as {@code holder} says so, for a function that has
     * both of two or none. False when it has gone.
     */
    boolean holds(Object holder);

    /** The holder does without it. */
    void lets(Object holder);

    /** The same if it came with this very value: of two futures a function has that of one. */
    void readIfIts(@Nullable Object value);

    /** One more stage is about to hang on this future; false when what it came with has gone. */
    boolean gains();

    /**
     * A stage hangs on this future that passes the value on without a function: who is to have that
     * is to have it. False when it has gone to somebody else.
     */
    boolean passesOn(CompletionStage<?> stage);

    /** The failure of a future that is done, as it was thrown, and looked at. */
    @Nullable Throwable readFailure();

    /** Calls back with the future, in a turn after the one that ends it. */
    <F extends LoopFuture<?>> void addCallback(F future, Consumer<? super F> callback);

    /** Takes back every registration and says how many there were. */
    int removeCallback(Consumer<?> callback);

    /** The loop. */
    Executor executor();

    /** A stage that hangs on this future. */
    <U extends @Nullable Object> CompletableFuture<U> newStage();

    /**
     * Tells a derived stage that it hangs on {@code other} too, so that cancelling reaches it. That
     * has been told before, lest it come meanwhile and know nothing of the stage.
     */
    void alsoFrom(CompletableFuture<?> derived, CompletionStage<?> other);

    /** The context of the calling code. */
    Context contextHere();
}
