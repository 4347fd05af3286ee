package dev.aiko.task;

import dev.aiko.context.Context;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries functions to wherever a future is completed: there they run in the context from here, and
 * their sources hear that they do.
 */
record Carrier(Context context, FutureCore source, @Nullable FutureCore second) {

    <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> function(
            Function<? super A, ? extends R> fn) {
        Objects.requireNonNull(fn, "fn");
        return a -> within(() -> fn.apply(a));
    }

    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            BiFunction<A, B, R> both(BiFunction<? super A, ? super B, ? extends R> fn) {
        Objects.requireNonNull(fn, "fn");
        return (a, b) -> within(() -> fn.apply(a, b));
    }

    <A extends @Nullable Object> Consumer<A> consumer(Consumer<? super A> action) {
        Objects.requireNonNull(action, "action");
        return a -> run(() -> action.accept(a));
    }

    <A extends @Nullable Object, B extends @Nullable Object> BiConsumer<A, B> consumerOfBoth(
            BiConsumer<? super A, ? super B> action) {
        Objects.requireNonNull(action, "action");
        return (a, b) -> run(() -> action.accept(a, b));
    }

    Runnable runnable(Runnable action) {
        Objects.requireNonNull(action, "action");
        return () -> run(action);
    }

    private void begin() {
        source.read();
        if (second != null) {
            second.read();
        }
    }

    private void run(Runnable code) {
        begin();
        context.run(code);
    }

    private <R extends @Nullable Object> R within(Supplier<? extends R> code) {
        begin();
        try {
            return context.call(code::get);
        } catch (Exception failure) {
            throw Carrier.<RuntimeException>asItIs(failure);
        }
    }

    /** A function has no checked failures; one that throws such a thing all the same shall. */
    @SuppressWarnings("unchecked") // erased: the failure goes out as it came
    private static <X extends Throwable> X asItIs(Throwable failure) throws X {
        throw (X) failure;
    }
}
