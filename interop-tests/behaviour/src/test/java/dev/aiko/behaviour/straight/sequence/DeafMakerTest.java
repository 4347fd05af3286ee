package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A maker that swallows every refusal keeps nobody waiting for ever who closes it. */
class DeafMakerTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final DeafMaker maker = new DeafMaker();

    @Test
    @DisplayName("a maker that swallows every refusal does not hang the loop: closing tells on it")
    void swallowsEverything() {
        loop.runUntilComplete(
                () -> {
                    var cursor = maker.emitting().open();
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
        assertTrue(maker.refusals() > 1);
    }

    @Test
    @DisplayName("such a maker fails a try with resources, and a limit around it still expires")
    void swallowsEverythingInATry() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            IllegalStateException.class,
                            () -> {
                                try (var cursor = maker.emitting().open()) {
                                    assertEquals(Optional.of(0), await(cursor.nextAsync()));
                                }
                            });
                    String value = withTimeout(ofSeconds(5), t -> await(sleep(ofSeconds(1), "x")));
                    assertEquals("x", value);
                });
    }

    @Test
    @DisplayName("a second closing ends as well")
    void closedAgain() {
        loop.runUntilComplete(
                () -> {
                    var cursor = maker.emitting().open();
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
                    var cursor = maker.busy().open();
                    var waiting = cursor.nextAsync();
                    await(sleep(ofSeconds(1)));
                    assertThrows(IllegalStateException.class, () -> await(cursor.closeAsync()));
                    await(sleep(ofSeconds(1)));
                    assertTrue(waiting.isDone());
                });
    }
}
