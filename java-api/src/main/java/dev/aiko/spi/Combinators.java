package dev.aiko.spi;

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
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The part of an engine that waits for several stages at once. Every {@code T} may be null. */
@NullUnmarked
public interface Combinators {

    <T> LoopFuture<List<T>> gather(Collection<? extends CompletionStage<? extends T>> stages);

    <T> LoopFuture<List<Outcome<T>>> gatherSettled(
            Collection<? extends CompletionStage<? extends T>> stages);

    <S extends CompletionStage<?>> LoopFuture<Waited<S>> waitUntil(
            ReturnWhen condition, @Nullable Duration limit, Collection<? extends S> stages);

    <S extends CompletionStage<? extends T>, T> Completions<S, T> asCompleted(
            Collection<? extends S> stages, @Nullable Duration limit);

    <T> LoopFuture<T> race(Collection<? extends CompletionStage<? extends T>> stages);

    <T> LoopFuture<StaggeredRace<T>> staggeredRace(
            @Nullable Duration delay,
            Collection<? extends Supplier<? extends CompletionStage<? extends T>>> starters);

    <T> LoopFuture<T> shield(CompletionStage<T> stage);

    /**
     * @param abandons whether the end of a stage that is late is not waited for
     */
    <T> LoopFuture<T> waitFor(CompletionStage<T> stage, Duration limit, boolean abandons);
}
