package dev.aiko.combine;

import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.LoopFuture;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Several stages in the order in which they get done. Each is given once, even if it was passed
 * twice, and whoever takes it next gets the next one.
 *
 * <p>With a time limit: when it is over, futures that were taken from {@link #iterator()} and are
 * not done fail with a {@link java.util.concurrent.TimeoutException}, and so does the next step of
 * {@link #sequence()}. The stages themselves go on.
 */
public interface Completions<S extends CompletionStage<? extends T>, T extends @Nullable Object>
        extends Iterable<LoopFuture<T>> {

    /**
     * As many futures as there are stages: the first is done with the outcome of the stage that
     * ends first, and so on. Taking one never waits; several may be awaited at the same time.
     */
    @Override
    Iterator<LoopFuture<T>> iterator();

    /** The stages themselves, each when it is done. Shares its places with the iterators. */
    AsyncSequence<S> sequence();
}
