package dev.aiko.task;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Catches the stage a composing function returns, on its way into the derived stage. */
final class InnerStage<A extends @Nullable Object, U extends @Nullable Object>
        implements Function<A, CompletionStage<U>> {
    private final LinkedFuture<?> source;
    private final Function<? super A, ? extends CompletionStage<U>> function;
    // Both written once; the function may run before the derived stage is known, or after.
    private @Nullable CompletableFuture<U> derived;
    private @Nullable CompletionStage<U> returned;

    InnerStage(LinkedFuture<?> source, Function<? super A, ? extends CompletionStage<U>> function) {
        this.source = source;
        this.function = function;
    }

    @Override
    public CompletionStage<U> apply(A argument) {
        CompletionStage<U> stage = function.apply(argument);
        while (stage instanceof LinkedFuture<U> inner && !inner.core().gains()) {
            stage = inner.gone();
        }
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
            source.core().alsoFrom(below, above);
            if (above instanceof LinkedFuture<U> inner) {
                inner.core().passesOn(below);
            }
        }
    }
}
