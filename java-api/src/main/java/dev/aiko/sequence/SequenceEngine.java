package dev.aiko.sequence;

import dev.aiko.locate.OneService;
import dev.aiko.scope.ScopeAction;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

/** For engines: makes sequences. Found by {@code ServiceLoader}. */
public interface SequenceEngine {

    <T> AsyncSequence<T> generate(ScopeAction<Emitter<T>> code);

    <T> AsyncSequence<T> compose(Function<Emitter<T>, ? extends CompletionStage<?>> code);

    <T> AsyncSequence<T> of(Iterable<? extends T> values);

    <T> AsyncSequence<T> of(Stream<? extends T> values);

    <T> AsyncSequence<T> from(Flow.Publisher<? extends T> publisher);

    /** The engine on the path; looked for when the first sequence is made. */
    static SequenceEngine get() {
        return Found.ENGINE;
    }

    /** Holds it. */
    final class Found {
        private static final SequenceEngine ENGINE = OneService.of(SequenceEngine.class);

        private Found() {}
    }
}
