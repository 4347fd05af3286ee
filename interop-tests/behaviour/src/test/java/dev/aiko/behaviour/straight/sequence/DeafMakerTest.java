package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualClock;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.sequence.AsyncSequence;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A maker that swallows every refusal keeps nobody waiting for ever. */
class DeafMakerTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private int refusals = 0;

    /** Swallows so many refusals that nobody lives to see the last one. */
    private AsyncSequence<Integer> deaf() {
        return AsyncSequence.generate(
                out -> {
                    while (refusals < 10_000) {
                        try {
                            out.emit(refusals);
                        } catch (CancellationException swallowed) {
                            refusals++;
                        }
                    }
                });
    }

    @Test
    @DisplayName("a maker that swallows every refusal does not hang the loop: closing tells on it")
    void swallowsEverything() {
        loop.runUntilComplete(
                () -> {
                    var cursor = deaf().open();
                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                    var refused =
                            assertThrows(
                                    IllegalStateException.class, () -> await(cursor.closeAsync()));
                    Sentences.tellsTheNextStep(refused, "CancellationException");
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    await(sleep(ofSeconds(1)));
                    trail.add("the loop goes on");
                });

        trail.is("the loop goes on");
        assertTrue(refusals > 1);
    }

    @Test
    @DisplayName("such a maker fails a try with resources, and a limit around it still expires")
    void swallowsEverythingInATry() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            IllegalStateException.class,
                            () -> {
                                try (var cursor = deaf().open()) {
                                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                                }
                            });
                    String value = withTimeout(ofSeconds(5), t -> await(sleep(ofSeconds(1), "x")));
                    assertEquals("x", value);
                });
    }

    @Test
    @DisplayName("the end of a run does not wait for it for ever")
    void theRunEnds() {
        var run =
                new Thread(
                        () -> {
                            try (var runner = Runner.create(DeafMakerTest::virtualLoop)) {
                                runner.run(
                                        () -> {
                                            var cursor = deaf().open();
                                            assertEquals(Optional.of(0), await(cursor.nextAsync()));
                                            trail.add("got one");
                                        });
                            }
                            trail.add("ended");
                        });
        run.setDaemon(true);
        run.start();
        Wait.until(run);
        trail.is("got one", "ended");
    }

    private static EventLoop virtualLoop() {
        return Aiko.newEventLoop(LoopOptions.none().withClock(new VirtualClock()));
    }
}
