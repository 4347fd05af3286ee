package dev.aiko.behaviour.straight.border;

import dev.aiko.behaviour.suspending.border.Chef;
import dev.aiko.coroutines.Suspend;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;

/** The same as futures code. */
public final class FuturesChef implements Chef {

    private final List<String> told;

    public FuturesChef(List<String> told) {
        this.told = told;
    }

    @Override
    public Object cook(
            Function2<? super Integer, ? super Continuation<? super String>, ? extends Object> step,
            Continuation<? super String> k) {
        return Suspend.answer(k, Suspend.<String>call(kk -> step.invoke(1, kk)));
    }

    @Override
    public Flow<Integer> plates() {
        return (collector, k) ->
                Suspend.answer(
                        k,
                        platesFrom(1, collector)
                                .whenComplete((none, failure) -> told.add("washed up")));
    }

    private static CompletableFuture<Unit> platesFrom(
            int plate, FlowCollector<? super Integer> collector) {
        return Suspend.<Unit>call(k -> collector.emit(plate, k))
                .thenCompose(unit -> platesFrom(plate + 1, collector));
    }
}
