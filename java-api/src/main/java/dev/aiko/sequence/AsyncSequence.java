package dev.aiko.sequence;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.scope.ScopeAction;
import dev.aiko.task.LoopFuture;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that come one after the other: what {@code async for} goes through.
 *
 * <p>Nothing happens before somebody asks for the first value, and each consumer starts from the
 * beginning, unless the maker of the sequence says otherwise. A value is made when it is asked for,
 * so a slow consumer slows the maker down. Values are never null.
 *
 * <p><b>Leaving early.</b> {@code forEachAsync}, {@code toListAsync}, a flow and a publisher stop
 * the maker when they end or are cancelled, and so does a cursor that is closed; the cleanup of the
 * maker runs before that is done. A plain {@code for} that is left with {@code break} or by an
 * exception cannot tell anybody; its maker is stopped at the end of the consumer's body, and the
 * consumer's task is done when that has cleaned up. Use {@code try (var rows = sequence.open()) {
 * for (var row : rows) … }} to stop it there and then. A cursor may be handed on, so the end of
 * whoever opened it does not close it; one that nobody has any more is closed by the garbage
 * collector.
 */
public interface AsyncSequence<T> extends Iterable<T> {

    /**
     * A sequence made by straight-line code, which emits into its argument: what a generator is.
     * The code runs as a task of the consumer's loop, in a copy of the consumer's context, and goes
     * on behind an {@code emit} when the next value is asked for.
     */
    static <T> AsyncSequence<T> generate(ScopeAction<Emitter<T>> code) {
        Objects.requireNonNull(code, "code");
        return SequenceEngine.get().generate(code);
    }

    /**
     * {@link #generate} for code that is written with futures and emits stages' values.
     *
     * <p>A consumer that leaves cancels the stage, which ends at once when it is one of {@code
     * whenComplete}, so that its function is not called: clean up with {@link
     * dev.aiko.Aiko#usingAsync}.
     */
    static <T> AsyncSequence<T> compose(Function<Emitter<T>, ? extends CompletionStage<?>> code) {
        Objects.requireNonNull(code, "code");
        return SequenceEngine.get().compose(code);
    }

    /** The values of a collection, or of anything else that can be gone through. */
    static <T> AsyncSequence<T> of(Iterable<? extends T> values) {
        Objects.requireNonNull(values, "values");
        return SequenceEngine.get().of(values);
    }

    /**
     * The values of a stream, which can be gone through once, and is closed by that. They come on
     * the loop's thread: a stream that blocks belongs into {@link dev.aiko.Aiko#toThread}.
     */
    static <T> AsyncSequence<T> of(Stream<? extends T> values) {
        Objects.requireNonNull(values, "values");
        return SequenceEngine.get().of(values);
    }

    /**
     * What a publisher sends. Every consumer subscribes anew, asks for one value at a time, when it
     * wants one, and cancels its subscription when it leaves.
     */
    static <T> AsyncSequence<T> from(Flow.Publisher<? extends T> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        return SequenceEngine.get().from(publisher);
    }

    /** Begins to go through the sequence, on the running loop. */
    Cursor<T> open();

    /**
     * Goes through the sequence in a straight-line body: {@code hasNext} and {@code next} await.
     *
     * @throws IllegalStateException in a callback or a coroutine, where awaiting would stop the
     *     loop
     */
    @Override
    default Iterator<T> iterator() {
        return open().iterator();
    }

    /**
     * Does something with every value, one after the other; a failure or a cancel stops the maker.
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> forEachAsync(
            Function<? super T, ? extends CompletionStage<?>> action);

    /** All the values. */
    @CheckReturnValue
    LoopFuture<List<T>> toListAsync();

    /**
     * The sequence for libraries that want a publisher. Every subscriber goes through it on the
     * loop that runs where this is called.
     */
    Flow.Publisher<T> asPublisher();
}
