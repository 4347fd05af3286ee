package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.suspending.border.Shop;
import dev.aiko.coroutines.Suspend;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import kotlin.Unit;
import kotlin.coroutines.Continuation;

/** A Kotlin interface with suspend functions, implemented in Java. */
public final class JavaShop implements Shop {

    private final IntFunction<CompletionStage<String>> finder;
    private final List<String> told;

    /** Finds with futures code; everything else is straight-line. */
    public JavaShop(IntFunction<CompletionStage<String>> finder, List<String> told) {
        this.finder = finder;
        this.told = told;
    }

    @Override
    public Object find(int id, Continuation<? super String> k) {
        return Suspend.answer(k, finder.apply(id));
    }

    @Override
    public Object close(Continuation<? super Unit> k) {
        return Suspend.answer(
                k,
                () -> {
                    try {
                        await(sleep(ofSeconds(1)));
                    } finally {
                        told.add("closed");
                    }
                    return Unit.INSTANCE;
                });
    }

    @Override
    public <T extends Comparable<? super T>> Object smallest(
            List<? extends T> some, Continuation<? super T> k) {
        return Suspend.answer(k, CompletableFuture.completedFuture(Collections.min(some)));
    }
}
