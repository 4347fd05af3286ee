package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.Completions;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever waits for the next of several stages, and is cancelled when it comes, takes none. */
class AsCompletedCancelTest {

    private static final int TURNS = 8;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** A body that leaves in the list what came to it. */
    private interface Consumer {
        void run(Completions<LoopFuture<String>, String> completions, List<String> seen);
    }

    /** Cancels a body that waits for the first, in whichever turn after it came. */
    private void cancelledInAnyTurn(Consumer consumer) {
        for (int turns = 0; turns < TURNS; turns++) {
            LoopFuture<String> early = loop.createFuture();
            LoopFuture<String> late = loop.createFuture();
            Completions<LoopFuture<String>, String> completions =
                    loop.runUntilComplete(() -> asCompleted(List.of(early, late)));
            var seen = new ArrayList<String>();
            Task<?> waiting = loop.createTask(() -> consumer.run(completions, seen));
            virtual.settle();
            early.complete("early");
            for (int turn = 0; turn < turns; turn++) {
                virtual.oneTurn();
            }
            waiting.cancel("now");
            virtual.settle();
            late.complete("late");
            var next = completions.iterator();
            while (next.hasNext()) {
                var future = next.next();
                virtual.settle();
                seen.add(future.isDone() ? future.result() : "nothing");
            }
            assertEquals(List.of("early", "late"), seen, "cancelled after turns: " + turns);
        }
    }

    @Test
    @DisplayName("in the await of a future that was taken")
    void ofTheIterator() {
        cancelledInAnyTurn((completions, seen) -> seen.add(await(completions.iterator().next())));
    }

    @Test
    @DisplayName("in the await of such a future with a limit")
    void withALimit() {
        cancelledInAnyTurn(
                (completions, seen) -> {
                    try {
                        seen.add(await(completions.iterator().next(), ofSeconds(1)));
                    } catch (TimeoutException late) {
                        seen.add("late");
                    }
                });
    }

    @Test
    @DisplayName("in the await of a step of the sequence")
    void ofTheSequence() {
        cancelledInAnyTurn(
                (completions, seen) ->
                        await(completions.sequence().open().nextAsync())
                                .ifPresent(next -> seen.add(next.result())));
    }

    @Test
    @DisplayName("in the await of a step of the sequence, which is closed then")
    void ofTheSequenceThatIsClosed() {
        cancelledInAnyTurn(
                (completions, seen) -> {
                    try (var cursor = completions.sequence().open()) {
                        await(cursor.nextAsync()).ifPresent(next -> seen.add(next.result()));
                    }
                });
    }

    @Test
    @DisplayName("in a for over the sequence")
    void inAFor() {
        cancelledInAnyTurn(
                (completions, seen) -> {
                    for (var next : completions.sequence()) {
                        seen.add(next.result());
                    }
                });
    }
}
