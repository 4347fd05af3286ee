package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.scoped;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resources whose closing takes time. */
class ResourceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException broken = new IllegalStateException("broken");

    private final AsyncCloseable door =
            () -> loop.sleepAsync(ofSeconds(1)).thenRun(trail.mark("closed"));
    private final AsyncCloseable brokenDoor = () -> CompletableFuture.failedStage(broken);

    @Test
    @DisplayName("using gives the value of the block when the resource is closed")
    void using() {
        loop.runUntilComplete(
                () -> {
                    String value =
                            Aiko.using(
                                    door,
                                    held -> {
                                        assertSame(door, held);
                                        trail.add("block");
                                        return "value";
                                    });
                    trail.add(value);
                });

        trail.is("block", "closed", "value");
    }

    private void hangAtTheBrokenDoor() {
        Aiko.using(
                brokenDoor,
                held -> {
                    hang();
                });
    }

    @Test
    @DisplayName("a closing that fails after a cancel takes its place: a group must hear of it")
    void closingFailsAfterACancel() {
        Task<?> straight = loop.createTask(this::hangAtTheBrokenDoor);
        Task<?> composed =
                loop.composeTask(() -> usingAsync(brokenDoor, held -> loop.createFuture()));
        virtual.settle();
        for (Task<?> task : List.of(straight, composed)) {
            task.cancel("enough");
            virtual.settle();
            assertSame(
                    broken,
                    assertThrows(CompletionException.class, task::join).getCause(),
                    task::toString);
        }
    }

    @Test
    @DisplayName("a closing that fails after a time limit comes out, and tells of the limit")
    void closingFailsAfterALimit() {
        loop.runUntilComplete(
                () -> {
                    var thrown =
                            assertThrows(
                                    IllegalStateException.class,
                                    () ->
                                            withTimeout(
                                                    ofSeconds(1),
                                                    t -> {
                                                        hangAtTheBrokenDoor();
                                                    }));
                    assertSame(broken, thrown);
                    assertInstanceOf(TimeoutException.class, thrown.getSuppressed()[0]);
                });
    }

    @Test
    @DisplayName("using closes after a failure, which comes out; that of the closing is suppressed")
    void usingFails() {
        loop.runUntilComplete(
                () -> {
                    assertSame(
                            boom,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            Aiko.using(
                                                    door,
                                                    held -> {
                                                        throw boom;
                                                    })));
                    trail.is("closed");
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    Aiko.using(
                                            brokenDoor,
                                            held -> {
                                                throw boom;
                                            }));
                    assertEquals(List.of(broken), List.of(boom.getSuppressed()));
                    assertSame(
                            broken,
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> Aiko.using(brokenDoor, held -> "value")));
                });
    }

    @Test
    @DisplayName("using closes when the task is cancelled, and nothing interrupts the closing")
    void usingIsCancelled() {
        Task<?> task =
                loop.createTask(
                        () ->
                                Aiko.using(
                                        door,
                                        held -> {
                                            hang();
                                        }));
        virtual.settle();
        task.cancel("first");
        virtual.settle();
        task.cancel("second");
        virtual.runFor(ofSeconds(2));

        trail.is("closed");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("using: a cancel that comes while it is closing shows after that")
    void cancelledWhileClosing() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            String value = Aiko.using(door, held -> "value");
                            trail.add(value);
                            yieldNow();
                            trail.add("not here");
                        });
        virtual.settle();
        task.cancel("enough");
        virtual.runFor(ofSeconds(2));

        trail.is("closed", "value");
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("scoped does the same for a try; several are closed in the reverse order")
    void scopedInATry() {
        AsyncCloseable first = () -> loop.sleepAsync(ofSeconds(1)).thenRun(trail.mark("first"));
        AsyncCloseable second = () -> loop.sleepAsync(ofSeconds(1)).thenRun(trail.mark("second"));
        loop.runUntilComplete(
                () -> {
                    try (var one = scoped(first);
                            var two = scoped(second)) {
                        assertSame(first, one.get());
                        assertSame(second, two.get());
                    }
                    trail.add("after");
                });

        trail.is("second", "first", "after");
    }

    @Test
    @DisplayName("usingAsync is done when the stage is and the resource is closed")
    void usingAsyncEndsWell() {
        loop.runUntilComplete(
                () -> {
                    var value = usingAsync(door, held -> loop.sleepAsync(ofSeconds(1), "value"));
                    assertEquals("value", await(value));
                    trail.is("closed");
                });

        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("usingAsync closes after a failure, of the stage or of the function")
    void usingAsyncFails() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> failing =
                            usingAsync(door, held -> CompletableFuture.failedStage(boom));
                    LoopFuture<String> throwing =
                            usingAsync(
                                    door,
                                    held -> {
                                        throw boom;
                                    });
                    LoopFuture<String> both =
                            usingAsync(brokenDoor, held -> CompletableFuture.failedStage(boom));
                    LoopFuture<String> closing =
                            usingAsync(brokenDoor, held -> CompletableFuture.completedStage("x"));
                    for (var future : List.of(failing, throwing, both)) {
                        assertSame(
                                boom,
                                assertThrows(IllegalArgumentException.class, () -> await(future)));
                    }
                    assertSame(
                            broken,
                            assertThrows(IllegalStateException.class, () -> await(closing)));
                    assertEquals(List.of(broken), List.of(boom.getSuppressed()));
                });

        trail.is("closed", "closed");
    }

    @Test
    @DisplayName("usingAsync that is cancelled cancels the stage and closes to the end")
    void usingAsyncIsCancelled() {
        LoopFuture<String> stage = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> future = usingAsync(door, held -> stage);
                    yieldNow();
                    assertTrue(future.cancel("enough"));
                    assertThrows(CancellationException.class, () -> await(future));
                    trail.add("cancelled");
                });

        assertTrue(stage.isCancelled());
        trail.is("closed", "cancelled");
    }
}
