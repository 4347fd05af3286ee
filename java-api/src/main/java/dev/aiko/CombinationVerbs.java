package dev.aiko;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.combine.Completions;
import dev.aiko.combine.Outcome;
import dev.aiko.combine.ReturnWhen;
import dev.aiko.combine.StaggeredRace;
import dev.aiko.combine.Waited;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of {@link Aiko} that wait for several stages at once.
 *
 * <p>They take stages of every make. A stage that is passed twice is waited for once. What they
 * return belongs to the running loop, or, where none runs, to the loop of the first stage that has
 * one; where there is no such stage either, they fail with {@link IllegalStateException}.
 */
public abstract sealed class CombinationVerbs permits LimitVerbs {

    CombinationVerbs() {}

    /**
     * All the values, in the order of the arguments; of nothing, an empty list.
     *
     * <p>The first failure is the failure of the whole, and the other stages go on. When a stage is
     * cancelled by somebody else, that failure is a {@link dev.aiko.task.TaskCancelledException}.
     * Cancelling the whole cancels every stage that is not done.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
            CompletionStage<? extends T>... stages) {
        return gather(List.of(stages));
    }

    /** {@link #gather(CompletionStage[])} of a collection. */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
            Collection<? extends CompletionStage<? extends T>> stages) {
        return Aiko.engine().combinators().gather(List.copyOf(stages));
    }

    /**
     * How each of them ended, in the order of the arguments, when all have. Never fails by them.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> gatherSettled(
            CompletionStage<? extends T>... stages) {
        return gatherSettled(List.of(stages));
    }

    /** {@link #gatherSettled(CompletionStage[])} of a collection. */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> gatherSettled(
            Collection<? extends CompletionStage<? extends T>> stages) {
        return Aiko.engine().combinators().gatherSettled(List.copyOf(stages));
    }

    /**
     * Waits until enough of them are done, and says which. Their failures stay with them, and
     * cancelling the wait leaves them alone.
     *
     * @throws IllegalArgumentException when there is no stage to wait for
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    @CheckReturnValue
    public static <S extends CompletionStage<?>> LoopFuture<Waited<S>> waitUntil(
            ReturnWhen condition, S... stages) {
        return waitUntil(condition, List.of(stages));
    }

    /** {@link #waitUntil(ReturnWhen, CompletionStage[])} of a collection. */
    @CheckReturnValue
    public static <S extends CompletionStage<?>> LoopFuture<Waited<S>> waitUntil(
            ReturnWhen condition, Collection<? extends S> stages) {
        return Aiko.engine().combinators().waitUntil(condition, null, stages);
    }

    /** The same for at most so long; what is not done then is pending, and goes on. */
    @CheckReturnValue
    public static <S extends CompletionStage<?>> LoopFuture<Waited<S>> waitUntil(
            ReturnWhen condition, @Nullable Duration limit, Collection<? extends S> stages) {
        return Aiko.engine().combinators().waitUntil(condition, limit, stages);
    }

    /** The stages in the order in which they get done. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    public static <S extends CompletionStage<? extends T>, T extends @Nullable Object>
            Completions<S, T> asCompleted(S... stages) {
        return asCompleted(List.of(stages));
    }

    /** {@link #asCompleted(CompletionStage[])} of a collection. */
    public static <S extends CompletionStage<? extends T>, T extends @Nullable Object>
            Completions<S, T> asCompleted(Collection<? extends S> stages) {
        return Aiko.engine().combinators().asCompleted(stages, null);
    }

    /** The same with a time limit for all of them together. */
    public static <S extends CompletionStage<? extends T>, T extends @Nullable Object>
            Completions<S, T> asCompleted(
                    Collection<? extends S> stages, @Nullable Duration limit) {
        return Aiko.engine().combinators().asCompleted(stages, limit);
    }

    /**
     * The first value; the others are cancelled, and their end is waited for. When none has a
     * value, it fails with a {@link dev.aiko.scope.TaskGroupException} of all failures.
     *
     * @throws IllegalArgumentException when nobody takes part
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads the array
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> race(
            CompletionStage<? extends T>... stages) {
        return race(List.of(stages));
    }

    /** {@link #race(CompletionStage[])} of a collection. */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> race(
            Collection<? extends CompletionStage<? extends T>> stages) {
        return Aiko.engine().combinators().race(List.copyOf(stages));
    }

    /**
     * Starts one after the other until one has a value: the next when the one before fails, or when
     * the delay has passed. The others are cancelled then, and their end is waited for.
     *
     * @param delay null to go on after a failure only
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<StaggeredRace<T>> staggeredRace(
            @Nullable Duration delay,
            Collection<? extends Supplier<? extends CompletionStage<? extends T>>> starters) {
        return Aiko.engine().combinators().staggeredRace(delay, starters);
    }

    /**
     * A future with the outcome of the stage, for whoever must not cancel it: cancelling this one
     * leaves the stage alone. If the stage fails after that, and nobody else waits for it, the
     * loop's exception handler is told. A future of Aiko's that is done is given back as it is.
     */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> shield(CompletionStage<T> stage) {
        return Aiko.engine().combinators().shield(stage);
    }
}
