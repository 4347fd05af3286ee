package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualClock;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Action;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of a run waits for no maker that swallows every refusal. */
class DeafMakerEndTest {

    private final Trail trail = new Trail();
    private final DeafMaker maker = new DeafMaker();

    /** Runs it in virtual time, on a thread that does not outlive the tests if the end hangs. */
    private void runToTheEnd(Action main) {
        var run =
                new Thread(
                        () -> {
                            try (var runner = Runner.create(DeafMakerEndTest::virtualLoop)) {
                                runner.run(main);
                            }
                            trail.add("ended");
                        });
        run.setDaemon(true);
        run.start();
        Wait.until(run);
    }

    private static EventLoop virtualLoop() {
        return Aiko.newEventLoop(LoopOptions.none().withClock(new VirtualClock()));
    }

    @Test
    @DisplayName("the end of a run does not wait for it for ever")
    void theRunEnds() {
        runToTheEnd(
                () -> {
                    var cursor = maker.emitting().open();
                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                    trail.add("got one");
                });
        trail.is("got one", "ended");
    }

    @Test
    @DisplayName("the end of a run is not kept waiting after a closing that told on it")
    void theRunEndsAfterAClosing() {
        runToTheEnd(
                () -> {
                    var cursor = maker.emitting().open();
                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                    assertThrows(IllegalStateException.class, () -> await(cursor.closeAsync()));
                    trail.add("told");
                });
        trail.is("told", "ended");
    }
}
