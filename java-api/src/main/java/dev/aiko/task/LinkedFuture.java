package dev.aiko.task;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CompletableFuture} whose derived stages know everything they come from.
 *
 * <p>{@code newIncompleteFuture()} tells a derived stage its first source. That is all the JDK
 * offers; the methods here are the ones with a second source, which is the other side of a pair or
 * the stage that a composing function returns. Without them a cancelled {@code thenCombine} would
 * leave half of its work running. The mechanism itself is the engine's.
 */
public abstract class LinkedFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    LinkedFuture() {}

    /** Tells a derived stage that it hangs on {@code other} too, so that cancelling reaches it. */
    protected abstract void alsoFrom(CompletableFuture<?> derived, CompletionStage<?> other);

    private <D extends CompletableFuture<?>> D pair(D derived, CompletionStage<?> other) {
        alsoFrom(derived, other);
        return derived;
    }

    /** Catches the stage a composing function returns, on its way into the derived stage. */
    private final class Inner<A extends @Nullable Object, U extends @Nullable Object>
            implements Function<A, CompletionStage<U>> {
        private final Function<? super A, ? extends CompletionStage<U>> function;
        // Both written once; the function may run before the derived stage is known, or after.
        private @Nullable CompletableFuture<U> derived;
        private @Nullable CompletionStage<U> returned;

        Inner(Function<? super A, ? extends CompletionStage<U>> function) {
            this.function = Objects.requireNonNull(function, "fn");
        }

        @Override
        public CompletionStage<U> apply(A argument) {
            CompletionStage<U> stage = function.apply(argument);
            meet(null, stage);
            return stage;
        }

        CompletableFuture<U> into(CompletableFuture<U> stage) {
            meet(stage, null);
            return stage;
        }

        private void meet(@Nullable CompletableFuture<U> d, @Nullable CompletionStage<U> r) {
            CompletableFuture<U> below;
            CompletionStage<U> above;
            synchronized (this) {
                below = derived = d != null ? d : derived;
                above = returned = r != null ? r : returned;
            }
            if (below != null && above != null) {
                alsoFrom(below, above);
            }
        }
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        var inner = new Inner<T, U>(fn);
        return inner.into(super.thenCompose(inner));
    }

    @Override
    public <U> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        return thenComposeAsync(fn, defaultExecutor());
    }

    @Override
    public <U> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
        var inner = new Inner<T, U>(fn);
        return inner.into(super.thenComposeAsync(inner, executor));
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(
            Function<Throwable, ? extends CompletionStage<T>> fn) {
        var inner = new Inner<Throwable, T>(fn);
        return inner.into(super.exceptionallyCompose(inner));
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn) {
        return exceptionallyComposeAsync(fn, defaultExecutor());
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        var inner = new Inner<Throwable, T>(fn);
        return inner.into(super.exceptionallyComposeAsync(inner, executor));
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return pair(super.thenCombine(other, fn), other);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return pair(super.thenCombineAsync(other, fn), other);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> fn,
            Executor executor) {
        return pair(super.thenCombineAsync(other, fn, executor), other);
    }

    @Override
    public <U> CompletableFuture<@Nullable Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return pair(super.thenAcceptBoth(other, action), other);
    }

    @Override
    public <U> CompletableFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return pair(super.thenAcceptBothAsync(other, action), other);
    }

    @Override
    public <U> CompletableFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other,
            BiConsumer<? super T, ? super U> action,
            Executor executor) {
        return pair(super.thenAcceptBothAsync(other, action, executor), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBoth(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterBoth(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBothAsync(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterBothAsync(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBothAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        return pair(super.runAfterBothAsync(other, action, executor), other);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return pair(super.applyToEither(other, fn), other);
    }

    @Override
    public <U> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return pair(super.applyToEitherAsync(other, fn), other);
    }

    @Override
    public <U> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
        return pair(super.applyToEitherAsync(other, fn, executor), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEither(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return pair(super.acceptEither(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return pair(super.acceptEitherAsync(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return pair(super.acceptEitherAsync(other, action, executor), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEither(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterEither(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterEitherAsync(other, action), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        return pair(super.runAfterEitherAsync(other, action, executor), other);
    }
}
