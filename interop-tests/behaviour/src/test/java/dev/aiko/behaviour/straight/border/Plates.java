package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;

import dev.aiko.coroutines.Suspend;
import dev.aiko.sequence.AsyncSequence;
import java.time.Duration;
import java.util.List;
import kotlinx.coroutines.flow.Flow;

/** A flow made in Java. */
public final class Plates {

    private Plates() {}

    /** Puts them on the table one after the other; after the last one it may fail. */
    public static Flow<Integer> from(
            int count, Duration pace, RuntimeException failure, List<String> told) {
        return Suspend.flow(
                AsyncSequence.generate(
                        out -> {
                            try {
                                for (int i = 1; i <= count; i++) {
                                    await(sleep(pace));
                                    out.emit(i);
                                }
                                if (failure != null) {
                                    throw failure;
                                }
                            } finally {
                                told.add("washed up");
                            }
                        }));
    }
}
