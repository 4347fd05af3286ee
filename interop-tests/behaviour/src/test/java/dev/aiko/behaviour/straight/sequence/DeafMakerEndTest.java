package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
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
class DeafMakerEndTest {

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
    @DisplayName("a second closing ends as well")
    void closedAgain() {
        loop.runUntilComplete(
                () -> {
                    var cursor = deaf().open();
                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                    assertThrows(IllegalStateException.class, () -> await(cursor.closeAsync()));
                    var again = cursor.closeAsync();
                    await(sleep(ofSeconds(1)));
                    assertTrue(again.isDone());
                });
    }

    @Test
    @DisplayName("a wait that it was closed under ends as well")
    void closedUnderAWait() {
        loop.runUntilComplete(
                () -> {
                    var cursor = busy().open();
                    var waiting = cursor.nextAsync();
                    await(sleep(ofSeconds(1)));
                    assertThrows(IllegalStateException.class, () -> await(cursor.closeAsync()));
                    await(sleep(ofSeconds(1)));
                    assertTrue(waiting.isDone());
                });
    }

    private AsyncSequence<Integer> busy() {
        return AsyncSequence.generate(
                out -> {
                    while (refusals < 10_000) {
                        try {
                            await(sleep(ofSeconds(100)));
                        } catch (CancellationException swallowed) {
                            refusals++;
                        }
                        while (refusals > 0 && refusals < 10_000) {
                            try {
                                out.emit(refusals);
                            } catch (CancellationException swallowed) {
                                refusals++;
                            }
                        }
                    }
                });
    }

    @Test
    @DisplayName("the end of a run is not kept waiting after a closing that told on it")
    void theRunEndsAfterAClosing() {
        var run =
                new Thread(
                        () -> {
                            try (var runner = Runner.create(DeafMakerEndTest::virtualLoop)) {
                                runner.run(
                                        () -> {
                                            var cursor = deaf().open();
                                            assertEquals(Optional.of(0), await(cursor.nextAsync()));
                                            assertThrows(
                                                    IllegalStateException.class,
                                                    () -> await(cursor.closeAsync()));
                                            trail.add("told");
                                        });
                            }
                            trail.add("ended");
                        });
        run.setDaemon(true);
        run.start();
        Wait.until(run);
        trail.is("told", "ended");
    }

    private static EventLoop virtualLoop() {
        return Aiko.newEventLoop(LoopOptions.none().withClock(new VirtualClock()));
    }
}
