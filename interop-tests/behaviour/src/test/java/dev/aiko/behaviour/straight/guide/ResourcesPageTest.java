package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.scoped;
import static dev.aiko.Aiko.using;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.failedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/resources.md. */
class ResourcesPageTest {

    private static final Trail TRAIL = new Trail();

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    // ---- the example -------------------------------------------------------------------------

    record Stove(String name) implements AsyncCloseable {
        String cook(String what, int time) {
            return brew(what + " from " + name, time);
        }

        LoopFuture<String> cookAsync(String what, int time) {
            return brewAsync(what + " from " + name, time);
        }

        @Override
        public CompletionStage<?> closeAsync() { // cooling down takes a second
            return brewAsync("a cold stove", 1).thenAccept(TRAIL::add);
        }
    }

    static String supper() {
        return using(new Stove("the stove"), stove -> stove.cook("soup", 2));
    }

    static LoopFuture<String> supperAsync() {
        return usingAsync(new Stove("the stove"), stove -> stove.cookAsync("soup", 2));
    }

    static String supperForTwo() {
        try (var left = scoped(new Stove("the left"));
                var right = scoped(new Stove("the right"))) {
            return left.get().cook("soup", 2) + ", " + right.get().cook("rice", 1);
        }
    }

    private static int closed() {
        return TRAIL.steps().size();
    }

    @Test
    void theStoveIsColdBeforeWeGo() {
        int before = closed();
        assertEquals("soup from the stove", loop.runUntilComplete(() -> supper()));
        assertEquals(3, loop.time().toSeconds());
        assertEquals(before + 1, closed());
    }

    @Test
    void withFuturesToo() {
        int before = closed();
        loop.runUntilComplete(
                () -> {
                    assertEquals("soup from the stove", await(supperAsync()));
                });
        assertEquals(3, loop.time().toSeconds());
        assertEquals(before + 1, closed());
    }

    @Test
    void severalInOneTry() {
        int before = closed();
        assertEquals(
                "soup from the left, rice from the right",
                loop.runUntilComplete(() -> supperForTwo()));
        assertEquals(5, loop.time().toSeconds());
        assertEquals(before + 2, closed());
    }

    // ---- rules -------------------------------------------------------------------------------

    @Test
    void nothingInterruptsTheClosing() {
        int before = closed();
        Task<String> supper = loop.createTask(() -> supper());
        loop.callLater(ofSeconds(1), () -> supper.cancel("fire"));
        loop.callLater(ofMillis(1500), () -> supper.cancel("run"));
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(supper));
        assertEquals(2, loop.time().toSeconds());
        assertEquals(before + 1, closed());
    }

    @Test
    void timeLimitWaitsForTheClosing() {
        int before = closed();
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () -> withTimeout(ofSeconds(1), limit -> supper()));
                    assertEquals(before + 1, closed());
                });
        assertEquals(2, loop.time().toSeconds());
    }

    @Test
    void failureOfTheClosingIsSuppressedByOneOfTheBlock() {
        AsyncCloseable jammed = () -> failedFuture(new IllegalStateException("jammed"));
        loop.runUntilComplete(
                () -> {
                    var wrapped =
                            assertThrows(
                                    CompletionException.class,
                                    () -> using(jammed, door -> spill("milk", 1)));
                    assertInstanceOf(SpilledException.class, wrapped.getCause());
                    var alone =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> using(jammed, door -> brew("tea", 1)));
                    assertEquals("jammed", alone.getMessage());
                });
    }
}
