package dev.aiko.task;

import dev.aiko.context.Context;
import java.util.Objects;
import java.util.concurrent.CancellationException;
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
        needed(fn, "fn");
        return a -> within(() -> fn.apply(a));
    }

    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            BiFunction<A, B, R> both(BiFunction<? super A, ? super B, ? extends R> fn) {
        needed(fn, "fn");
        return (a, b) -> within(() -> fn.apply(a, b));
    }

    <A extends @Nullable Object> Consumer<A> consumer(Consumer<? super A> action) {
        needed(action, "action");
        return a -> run(() -> action.accept(a));
    }

    <A extends @Nullable Object, B extends @Nullable Object> BiConsumer<A, B> consumerOfBoth(
            BiConsumer<? super A, ? super B> action) {
        needed(action, "action");
        return (a, b) -> run(() -> action.accept(a, b));
    }

    /** For what is told of an end: a value that has gone is a cancellation. */
    <A extends @Nullable Object, R extends @Nullable Object>
            BiFunction<@Nullable A, @Nullable Throwable, R> ofEnd(
                    BiFunction<? super @Nullable A, ? super @Nullable Throwable, ? extends R> fn) {
        needed(fn, "fn");
        return (value, failure) -> {
            CancellationException gone = whyGone();
            return gone == null
                    ? call(() -> fn.apply(value, failure))
                    : call(() -> fn.apply(null, gone));
        };
    }

    <A extends @Nullable Object> BiConsumer<@Nullable A, @Nullable Throwable> consumerOfEnd(
            BiConsumer<? super @Nullable A, ? super @Nullable Throwable> action) {
        needed(action, "action");
        return (value, failure) -> {
            CancellationException gone = whyGone();
            if (gone == null) {
                context.run(() -> action.accept(value, failure));
            } else {
                context.run(() -> action.accept(null, gone));
                throw gone; // or the stage would have the value
            }
        };
    }

    /** For what comes from one of two, and leaves the other alone. */
    <A extends @Nullable Object, R extends @Nullable Object> Function<A, R> ofEither(
            Function<? super A, ? extends R> fn) {
        needed(fn, "fn");
        return a -> {
            readIfIts(a);
            return call(() -> fn.apply(a));
        };
    }

    <A extends @Nullable Object> Consumer<A> consumerOfEither(Consumer<? super A> action) {
        needed(action, "action");
        return a -> {
            readIfIts(a);
            context.run(() -> action.accept(a));
        };
    }

    Runnable runnable(Runnable action) {
        needed(action, "action");
        return () -> run(action);
    }

    /** Called before the JDK hangs the stage on the two, which may come at any moment. */
    private void needed(Object code, String name) {
        Objects.requireNonNull(code, name);
        if (second != null) {
            second.gains();
        }
    }

    private void read() {
        if (second != null) {
            holdBoth(second);
            second.read();
        }
        source.read();
    }

    /** Or one would be had and not the other: the stage may be given up in this very moment. */
    private void holdBoth(FutureCore other) {
        var holder = new Object();
        boolean one = source.holds(holder);
        if (one & other.holds(holder)) {
            return; // to read them is to have them, and ends the holding
        }
        source.lets(holder);
        other.lets(holder);
        (one ? other : source).read(); // which says that it has gone
    }

    private void readIfIts(@Nullable Object value) {
        source.readIfIts(value);
        if (second != null) {
            second.readIfIts(value);
        }
    }

    private @Nullable CancellationException whyGone() {
        try {
            read();
            return null;
        } catch (CancellationException gone) {
            return gone;
        }
    }

    private void run(Runnable code) {
        read();
        context.run(code);
    }

    private <R extends @Nullable Object> R within(Supplier<? extends R> code) {
        read();
        return call(code);
    }

    private <R extends @Nullable Object> R call(Supplier<? extends R> code) {
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
