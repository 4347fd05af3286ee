package dev.aiko;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.ScopeBody;
import dev.aiko.scope.Timeout;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of {@link Aiko} that limit and guard blocks of code.
 *
 * <p>Those that take a block run it inside a straight-line body, on its thread, and fail with
 * {@link IllegalStateException} elsewhere. A checked failure of the block comes inside a {@link
 * java.util.concurrent.CompletionException}, a {@link TimeoutException} as it is.
 */
public abstract sealed class LimitVerbs extends CombinationVerbs permits Aiko {

    LimitVerbs() {}

    // ---- time limits -------------------------------------------------------------------------

    /**
     * Runs the block for at most so long. When the time is over, the await inside throws {@link
     * java.util.concurrent.CancellationException}, and the block ends as it likes: a value or a
     * failure of its own stands, and only the cancellation becomes a timeout.
     *
     * @param limit null for none; not above zero: the first await that has to wait is cancelled
     * @throws TimeoutException when the time is over; outside, a timeout is never a cancellation
     */
    public static <T extends @Nullable Object> T withTimeout(
            @Nullable Duration limit, ScopeBody<Timeout, T> block) throws TimeoutException {
        Objects.requireNonNull(block, "block");
        return Aiko.engine().scopes().withTimeout(limit, block);
    }

    /** {@link #withTimeout(Duration, ScopeBody)} without a result. */
    public static void withTimeout(@Nullable Duration limit, ScopeAction<Timeout> block)
            throws TimeoutException {
        withTimeout(limit, returning(block));
    }

    /** {@link #withTimeout(Duration, ScopeBody)} until {@code loop.time()} has reached a moment. */
    public static <T extends @Nullable Object> T withDeadline(
            @Nullable Duration when, ScopeBody<Timeout, T> block) throws TimeoutException {
        Objects.requireNonNull(block, "block");
        return Aiko.engine().scopes().withDeadline(when, block);
    }

    public static void withDeadline(@Nullable Duration when, ScopeAction<Timeout> block)
            throws TimeoutException {
        withDeadline(when, returning(block));
    }

    /** {@link #withTimeout(Duration, ScopeAction)} that expires quietly; false when it did. */
    public static boolean moveOnAfter(@Nullable Duration limit, ScopeAction<Timeout> block) {
        return moveOnAfter(limit, returning(block, true)).isPresent();
    }

    /** The value of the block, which must not be null; empty when the time was over. */
    public static <T> Optional<T> moveOnAfter(
            @Nullable Duration limit, ScopeBody<Timeout, T> block) {
        Objects.requireNonNull(block, "block");
        return Aiko.engine().scopes().moveOnAfter(limit, block);
    }

    /**
     * The outcome of the stage, if it comes in time. When the time is over, the stage is cancelled
     * and its end is waited for; a value or a failure that it still gives stands, and only a
     * cancellation becomes a {@link TimeoutException}. Cancelling this future cancels the stage.
     *
     * @param limit not above zero: only a stage that is done already is in time
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> waitFor(
            CompletionStage<T> stage, Duration limit) {
        return Aiko.engine().combinators().waitFor(stage, limit, false);
    }

    /** {@link #waitFor} that, when the time is over, cancels the stage and does not wait for it. */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> waitForOrAbandon(
            CompletionStage<T> stage, Duration limit) {
        return Aiko.engine().combinators().waitFor(stage, limit, true);
    }

    // ---- cleanup and resources ---------------------------------------------------------------

    /**
     * Runs code whose awaits are not to be interrupted, as cleanup often must be. A cancel request
     * that comes meanwhile waits for the first await after it.
     */
    public static <T extends @Nullable Object> T shielded(Callable<T> code) {
        Objects.requireNonNull(code, "code");
        return Aiko.engine().scopes().shielded(code);
    }

    public static void shielded(Action code) {
        shielded(Aiko.returning(code));
    }

    /**
     * Runs the block with the resource and closes it in the end, in every case; nothing interrupts
     * the closing. A failure of the closing is suppressed by one of the block; but it takes the
     * place of a cancellation, which may go unseen.
     */
    public static <R extends AsyncCloseable, T extends @Nullable Object> T using(
            R resource, ScopeBody<R, T> block) {
        Objects.requireNonNull(block, "block");
        var scoped = scoped(resource);
        T value;
        try {
            value = block.call(resource);
        } catch (Throwable failure) {
            throw scoped.closeAfter(failure);
        }
        scoped.close();
        return value;
    }

    public static <R extends AsyncCloseable> void using(R resource, ScopeAction<R> block) {
        using(resource, returning(block));
    }

    /** {@link #using} for futures: done when the stage is and the resource is closed. */
    @CheckReturnValue
    public static <R extends AsyncCloseable, T extends @Nullable Object> LoopFuture<T> usingAsync(
            R resource, Function<? super R, ? extends CompletionStage<T>> block) {
        return Aiko.engine().scopes().usingAsync(resource, block);
    }

    /** A holder for {@code try (var held = scoped(resource)) { … held.get() … }}. */
    public static <R extends AsyncCloseable> Scoped<R> scoped(R resource) {
        return new Scoped<>(Objects.requireNonNull(resource, "resource"));
    }

    @SuppressWarnings("NullAway") // it does not see that this T may be null
    static <S> ScopeBody<S, @Nullable Void> returning(ScopeAction<S> block) {
        Objects.requireNonNull(block, "block");
        return scope -> {
            block.run(scope);
            return null;
        };
    }

    private static <S, T> ScopeBody<S, T> returning(ScopeAction<S> block, T value) {
        Objects.requireNonNull(block, "block");
        return scope -> {
            block.run(scope);
            return value;
        };
    }
}
