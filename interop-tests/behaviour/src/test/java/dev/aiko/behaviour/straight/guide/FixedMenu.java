package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.suspending.guide.Menu;
import dev.aiko.coroutines.Suspend;
import dev.aiko.sequence.AsyncSequence;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.flow.Flow;

/** A Java class behind the Kotlin interface, of the page "From Java". */
public final class FixedMenu implements Menu {

    @Override
    public Object price(String dish, Continuation<? super Integer> k) {
        return Suspend.answer(
                k,
                () -> {
                    await(sleep(ofSeconds(2)));
                    return 7;
                });
    }

    @Override
    public Flow<String> specials() {
        return Suspend.flow(
                AsyncSequence.generate(
                        out -> {
                            await(sleep(ofSeconds(1)));
                            out.emit("porridge");
                        }));
    }

    /** Calls what Kotlin gives it. */
    @Override
    public Object bring(
            String dish,
            Function2<? super String, ? super Continuation<? super Unit>, ?> serve,
            Continuation<? super Unit> k) {
        return Suspend.answer(k, () -> await(Suspend.<Unit>call(kk -> serve.invoke(dish, kk))));
    }
}
