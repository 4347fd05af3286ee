package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Emitter;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/sequences.md. */
class SequencesPageTest {

    private static final Trail TRAIL = new Trail();

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    // ---- the example -------------------------------------------------------------------------

    static AsyncSequence<String> cups(int many) {
        return AsyncSequence.generate(
                out -> {
                    try {
                        for (int i = 1; i <= many; i++) {
                            out.emit(brew("cup " + i, 1));
                        }
                    } finally {
                        washUp();
                    }
                });
    }

    static List<String> teaParty() {
        var drunk = new ArrayList<String>();
        for (var cup : cups(3)) {
            drunk.add(cup);
        }
        return drunk;
    }

    static AsyncSequence<String> cupsAsync(int many) {
        return AsyncSequence.compose(out -> pour(out, 1, many));
    }

    static CompletionStage<?> pour(Emitter<String> out, int cup, int many) {
        if (cup > many) return completedFuture(null);
        return brewAsync("cup " + cup, 1)
                .thenCompose(out::emitAsync)
                .thenCompose(taken -> pour(out, cup + 1, many));
    }

    static LoopFuture<?> teaPartyAsync(List<String> drunk) {
        return cupsAsync(3)
                .forEachAsync(cup -> brewAsync("a sip", 1).thenRun(() -> drunk.add(cup)));
    }

    private static void washUp() {
        brew("a cloth", 1);
        TRAIL.add("washed up");
    }

    private static int washed() {
        return TRAIL.steps().size();
    }

    @Test
    void cupsComeOneAfterTheOther() {
        int before = washed();
        assertEquals(List.of("cup 1", "cup 2", "cup 3"), loop.runUntilComplete(() -> teaParty()));
        assertEquals(4, loop.time().toSeconds());
        assertEquals(before + 1, washed());
    }

    @Test
    void withFuturesToo() {
        var drunk = new ArrayList<String>();
        loop.runUntilComplete(
                () -> {
                    await(teaPartyAsync(drunk));
                });
        assertEquals(List.of("cup 1", "cup 2", "cup 3"), drunk);
        assertEquals(6, loop.time().toSeconds());
    }

    // ---- leaving early -----------------------------------------------------------------------

    static String oneCupIsEnough() {
        try (var cups = cups(100).open()) {
            for (var cup : cups) {
                return cup;
            }
            return "nothing";
        }
    }

    @Test
    void makerCleansUpBeforeTheTryIsLeft() {
        int before = washed();
        loop.runUntilComplete(
                () -> {
                    assertEquals("cup 1", oneCupIsEnough());
                    assertEquals(before + 1, washed());
                });
        assertEquals(2, loop.time().toSeconds());
    }

    @Test
    void plainBreakIsNoticedWhenTheTaskEnds() {
        int before = washed();
        loop.runUntilComplete(
                () -> {
                    var guest =
                            createTask(
                                    () -> {
                                        for (var cup : cups(100)) {
                                            break;
                                        }
                                        assertEquals(before, washed());
                                    });
                    await(guest);
                    brew("a rest", 5);
                    assertEquals(before + 1, washed());
                });
    }

    @Test
    void makerIsStoppedWithTheConsumer() {
        int before = washed();
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(2), limit -> await(cups(100).toListAsync())));
                    assertEquals(before + 1, washed());
                });
        assertEquals(3, loop.time().toSeconds());
    }

    // ---- rules -------------------------------------------------------------------------------

    @Test
    void slowConsumerSlowsTheMakerDown() {
        var made = new Trail();
        loop.runUntilComplete(
                () -> {
                    var numbers =
                            AsyncSequence.<Integer>generate(
                                    out -> {
                                        for (int i = 1; i <= 3; i++) {
                                            made.add("made " + i);
                                            out.emit(i);
                                        }
                                    });
                    assertEquals(List.of(), made.steps());
                    for (int number : numbers) {
                        brew("a pause", 10);
                        made.add("used " + number);
                    }
                });
        made.is("made 1", "used 1", "made 2", "used 2", "made 3", "used 3");
    }

    @Test
    void failureOfTheMakerComesOutOfTheFor() {
        var wrapped =
                assertThrows(
                        CompletionException.class,
                        () ->
                                loop.runUntilComplete(
                                        () -> {
                                            for (var cup :
                                                    AsyncSequence.<String>generate(
                                                            out -> out.emit(spill("milk", 1)))) {
                                                TRAIL.add(cup);
                                            }
                                        }));
        assertInstanceOf(SpilledException.class, wrapped.getCause());
    }

    // ---- mistakes ----------------------------------------------------------------------------

    @Test
    void nextBeforeTheLastOneCame() {
        loop.runUntilComplete(
                () -> {
                    try (var cups = cups(2).open()) {
                        var first = cups.nextAsync();
                        assertEquals(
                                "The value before is still being waited for; await it before asking for the next.",
                                assertThrows(
                                                IllegalStateException.class,
                                                () -> cups.nextAsync().isDone())
                                        .getMessage());
                        assertEquals("cup 1", await(first).orElseThrow());
                    }
                });
    }

    @Test
    void emitBeforeTheLastOneWasTaken() {
        loop.runUntilComplete(
                () -> {
                    var hasty =
                            AsyncSequence.<String>compose(
                                    out -> {
                                        var first = out.emitAsync("cup 1");
                                        assertEquals(
                                                "The value before has not been taken yet; wait for its emit.",
                                                assertThrows(
                                                                IllegalStateException.class,
                                                                () ->
                                                                        out.emitAsync("cup 2")
                                                                                .isDone())
                                                        .getMessage());
                                        return first;
                                    });
                    assertEquals(List.of("cup 1"), await(hasty.toListAsync()));
                });
    }

    @Test
    void sequenceOutsideOfALoopIsRefused() {
        assertEquals(
                "A sequence is gone through on a running loop, and none runs here; call this in a task or callback.",
                assertThrows(IllegalStateException.class, SequencesPageTest::teaParty)
                        .getMessage());
    }
}
