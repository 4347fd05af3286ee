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
 * A {@link CompletableFuture} whose derived stages know everything they come from: their sources,
 * and the context of the code that derived them.
 *
 * <p>{@code newIncompleteFuture()} tells a derived stage its first source. That is all the JDK
 * offers; the methods with a second source, which is the other side of a pair or the stage that a
 * composing function returns, tell it that one as well. Without them a cancelled {@code
 * thenCombine} would leave half of its work running. And every function is wrapped, so that it runs
 * in the context it was written in, whoever completes the future, and its sources hear that it
 * runs. The mechanisms themselves are the engine's.
 */
public abstract class LinkedFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    LinkedFuture() {}

    /** The engine's part of this future. */
    protected abstract FutureCore core();

    /** {@code CompletableFuture.whenComplete}, for what is no function of a user's. */
    protected final void onceDone(
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        super.whenComplete(action);
    }

    private Carrier carry() {
        return new Carrier(core().contextHere(), core(), null);
    }

    private Carrier carry(CompletionStage<?> other) {
        var second = other instanceof LinkedFuture<?> linked ? linked.core() : null;
        return new Carrier(core().contextHere(), core(), second);
    }

    private Carrier carry(CompletionStage<?> other, Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return carry(other);
    }

    private <D extends CompletableFuture<?>> D pair(D derived, CompletionStage<?> other) {
        core().alsoFrom(derived, other);
        return derived;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return core().newStage();
    }

    // ---- one source ---------------------------------------------------------------------------

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenApply(
            Function<? super T, ? extends U> fn) {
        return super.thenApply(carry().function(fn));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenApplyAsync(
            Function<? super T, ? extends U> fn) {
        return super.thenApplyAsync(carry().function(fn));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenApplyAsync(
            Function<? super T, ? extends U> fn, Executor executor) {
        return super.thenApplyAsync(carry().function(fn), executor);
    }

    @Override
    public CompletableFuture<@Nullable Void> thenAccept(Consumer<? super T> action) {
        return super.thenAccept(carry().consumer(action));
    }

    @Override
    public CompletableFuture<@Nullable Void> thenAcceptAsync(Consumer<? super T> action) {
        return super.thenAcceptAsync(carry().consumer(action));
    }

    @Override
    public CompletableFuture<@Nullable Void> thenAcceptAsync(
            Consumer<? super T> action, Executor executor) {
        return super.thenAcceptAsync(carry().consumer(action), executor);
    }

    @Override
    public CompletableFuture<@Nullable Void> thenRun(Runnable action) {
        return super.thenRun(carry().runnable(action));
    }

    @Override
    public CompletableFuture<@Nullable Void> thenRunAsync(Runnable action) {
        return super.thenRunAsync(carry().runnable(action));
    }

    @Override
    public CompletableFuture<@Nullable Void> thenRunAsync(Runnable action, Executor executor) {
        return super.thenRunAsync(carry().runnable(action), executor);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> handle(
            BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn) {
        return super.handle(carry().ofEnd(fn));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> handleAsync(
            BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn) {
        return super.handleAsync(carry().ofEnd(fn));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> handleAsync(
            BiFunction<? super @Nullable T, @Nullable Throwable, ? extends U> fn,
            Executor executor) {
        return super.handleAsync(carry().ofEnd(fn), executor);
    }

    @Override
    public CompletableFuture<T> whenComplete(
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        return super.whenComplete(carry().consumerOfEnd(action));
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        return super.whenCompleteAsync(carry().consumerOfEnd(action));
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action,
            Executor executor) {
        return super.whenCompleteAsync(carry().consumerOfEnd(action), executor);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        var stage = super.exceptionally(carry().function(fn));
        return core().passesOn(stage) ? stage : gone().exceptionally(fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
        return exceptionallyAsync(fn, defaultExecutor());
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(
            Function<Throwable, ? extends T> fn, Executor executor) {
        var stage = super.exceptionallyAsync(carry().function(fn), executor);
        return core().passesOn(stage) ? stage : gone().exceptionallyAsync(fn, executor);
    }

    @Override
    public CompletableFuture<T> copy() {
        var copy = super.copy();
        return core().passesOn(copy) ? copy : gone();
    }

    @Override
    public CompletionStage<T> minimalCompletionStage() {
        var stage = super.minimalCompletionStage();
        return core().passesOn(stage) ? stage : gone();
    }

    /** This future for whoever comes when its value has gone, which the JDK does not know. */
    CompletableFuture<T> gone() {
        CompletableFuture<T> gone = newIncompleteFuture();
        gone.completeExceptionally(core().readFailure());
        return gone;
    }

    // ---- a source, and the stage that the function returns --------------------------------------

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenCompose(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        var inner = new InnerStage<T, U>(this, carry().function(fn));
        return inner.into(super.thenCompose(inner));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn) {
        return thenComposeAsync(fn, defaultExecutor());
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
        var inner = new InnerStage<T, U>(this, carry().function(fn));
        return inner.into(super.thenComposeAsync(inner, executor));
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(
            Function<Throwable, ? extends CompletionStage<T>> fn) {
        var inner = new InnerStage<Throwable, T>(this, carry().function(fn));
        var stage = super.exceptionallyCompose(inner);
        return core().passesOn(stage) ? inner.into(stage) : gone().exceptionallyCompose(fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn) {
        return exceptionallyComposeAsync(fn, defaultExecutor());
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        var inner = new InnerStage<Throwable, T>(this, carry().function(fn));
        var stage = super.exceptionallyComposeAsync(inner, executor);
        return core().passesOn(stage)
                ? inner.into(stage)
                : gone().exceptionallyComposeAsync(fn, executor);
    }

    // ---- two sources ---------------------------------------------------------------------------

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object>
            CompletableFuture<V> thenCombine(
                    CompletionStage<? extends U> other,
                    BiFunction<? super T, ? super U, ? extends V> fn) {
        return pair(super.thenCombine(other, carry(other).both(fn)), other);
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object>
            CompletableFuture<V> thenCombineAsync(
                    CompletionStage<? extends U> other,
                    BiFunction<? super T, ? super U, ? extends V> fn) {
        return pair(super.thenCombineAsync(other, carry(other).both(fn)), other);
    }

    @Override
    public <U extends @Nullable Object, V extends @Nullable Object>
            CompletableFuture<V> thenCombineAsync(
                    CompletionStage<? extends U> other,
                    BiFunction<? super T, ? super U, ? extends V> fn,
                    Executor executor) {
        return pair(
                super.thenCombineAsync(other, carry(other, executor).both(fn), executor), other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<@Nullable Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return pair(super.thenAcceptBoth(other, carry(other).consumerOfBoth(action)), other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return pair(super.thenAcceptBothAsync(other, carry(other).consumerOfBoth(action)), other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<@Nullable Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other,
            BiConsumer<? super T, ? super U> action,
            Executor executor) {
        return pair(
                super.thenAcceptBothAsync(
                        other, carry(other, executor).consumerOfBoth(action), executor),
                other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBoth(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterBoth(other, carry(other).runnable(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBothAsync(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterBothAsync(other, carry(other).runnable(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterBothAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        return pair(
                super.runAfterBothAsync(other, carry(other, executor).runnable(action), executor),
                other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return pair(super.applyToEither(other, carry(other).ofEither(fn)), other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return pair(super.applyToEitherAsync(other, carry(other).ofEither(fn)), other);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
        return pair(
                super.applyToEitherAsync(other, carry(other, executor).ofEither(fn), executor),
                other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEither(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return pair(super.acceptEither(other, carry(other).consumerOfEither(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return pair(super.acceptEitherAsync(other, carry(other).consumerOfEither(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return pair(
                super.acceptEitherAsync(
                        other, carry(other, executor).consumerOfEither(action), executor),
                other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEither(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterEither(other, carry(other).runnable(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action) {
        return pair(super.runAfterEitherAsync(other, carry(other).runnable(action)), other);
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(
            CompletionStage<?> other, Runnable action, Executor executor) {
        return pair(
                super.runAfterEitherAsync(other, carry(other, executor).runnable(action), executor),
                other);
    }
}
