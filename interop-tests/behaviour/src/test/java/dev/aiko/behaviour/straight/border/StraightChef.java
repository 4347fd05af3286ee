package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;

import dev.aiko.behaviour.suspending.border.Chef;
import dev.aiko.coroutines.Suspend;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.flow.Flow;

/** Calls Kotlin code from straight-line Java, which Kotlin code has called. */
public final class StraightChef implements Chef {

    private final List<String> told;

    public StraightChef(List<String> told) {
        this.told = told;
    }

    @Override
    public Object cook(
            Function2<? super Integer, ? super Continuation<? super String>, ? extends Object> step,
            Continuation<? super String> k) {
        return Suspend.answer(k, () -> await(Suspend.<String>call(kk -> step.invoke(1, kk))));
    }

    /** By hand, without a sequence. */
    @Override
    public Flow<Integer> plates() {
        return (collector, k) ->
                Suspend.answer(
                        k,
                        () -> {
                            try {
                                for (int i = 1; ; i++) {
                                    int plate = i;
                                    await(Suspend.<Unit>call(kk -> collector.emit(plate, kk)));
                                }
                            } finally {
                                told.add("washed up");
                            }
                        });
    }
}
