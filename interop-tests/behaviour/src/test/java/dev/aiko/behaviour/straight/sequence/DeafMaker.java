package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Emitter;
import java.util.concurrent.CancellationException;

/** A maker that swallows so many refusals that nobody lives to see the last one. */
final class DeafMaker {

    private int refusals = 0;

    int refusals() {
        return refusals;
    }

    /** Emits, from the first request on. */
    AsyncSequence<Integer> emitting() {
        return AsyncSequence.generate(this::emitAndSwallow);
    }

    /** Has something else to do until the first refusal. */
    AsyncSequence<Integer> busy() {
        return AsyncSequence.generate(
                out -> {
                    while (refusals == 0) {
                        try {
                            await(sleep(ofSeconds(100)));
                        } catch (CancellationException swallowed) {
                            refusals++;
                        }
                    }
                    emitAndSwallow(out);
                });
    }

    private void emitAndSwallow(Emitter<Integer> out) {
        while (refusals < 10_000) {
            try {
                out.emit(refusals);
            } catch (CancellationException swallowed) {
                refusals++;
            }
        }
    }
}
