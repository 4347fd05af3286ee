package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualClock;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.sequence.AsyncSequence;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A maker is asked to stop once: what it awaits in its cleanup is not interrupted again. */
class MakerCleanupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** One value, and a cleanup that awaits. */
    private final AsyncSequence<Integer> slowToClean =
            AsyncSequence.generate(
                    out -> {
                        try {
                            out.emit(1);
                            out.emit(2);
                        } finally {
                            trail.add("cleaning up");
                            await(sleep(ofSeconds(1)));
                            yieldNow();
                            trail.add("clean");
                        }
                    });

    @Test
    @DisplayName("a second and a third closing do not interrupt the cleanup")
    void closedAgain() {
        loop.runUntilComplete(
                () -> {
                    var cursor = slowToClean.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    var first = cursor.closeAsync();
                    yieldNow();
                    yieldNow();
                    trail.is("cleaning up");
                    var second = cursor.closeAsync();
                    cursor.close();
                    await(second);
                    await(first);
                });

        trail.is("cleaning up", "clean");
    }

    @Test
    @DisplayName("closing the sequences of a loop does not interrupt a cleanup that goes on")
    void closedWithAllOthers() {
        loop.runUntilComplete(
                () -> {
                    var cursor = slowToClean.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    var closing = cursor.closeAsync();
                    yieldNow();
                    yieldNow();
                    await(loop.shutdownAsyncGenerators());
                    await(closing);
                });

        trail.is("cleaning up", "clean");
    }

    @Test
    @DisplayName("the end of a run waits for a cleanup that goes on")
    void theRunEnds() {
        try (var runner = Runner.create(MakerCleanupTest::virtualLoop)) {
            runner.run(
                    () -> {
                        var cursor = slowToClean.open();
                        assertEquals(Optional.of(1), await(cursor.nextAsync()));
                        assertFalse(cursor.closeAsync().isDone());
                        yieldNow();
                        yieldNow();
                        trail.is("cleaning up");
                    });
        }

        trail.is("cleaning up", "clean");
    }

    private static EventLoop virtualLoop() {
        return Aiko.newEventLoop(LoopOptions.none().withClock(new VirtualClock()));
    }
}
