package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stage with something held: it is given back when the stage has ended, however it ends. */
class WithLockTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private interface Scoped {
        LoopFuture<String> with(Supplier<? extends CompletionStage<String>> body);
    }

    private record Kind(String name, Scoped scoped, BooleanSupplier isFree) {
        LoopFuture<String> with(Supplier<? extends CompletionStage<String>> body) {
            return scoped.with(body);
        }

        boolean isHeld() {
            return !isFree.getAsBoolean();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind> kinds() {
        var lock = AsyncLock.create();
        var semaphore = AsyncSemaphore.bounded(1);
        var limiter = CapacityLimiter.create(1);
        var readWrite = AsyncReadWriteLock.create();
        return Stream.of(
                new Kind("lock", lock::withLockAsync, () -> !lock.isLocked()),
                new Kind("semaphore", semaphore::withPermitAsync, () -> !semaphore.isLocked()),
                new Kind("limiter", limiter::withTokenAsync, () -> limiter.borrowed() == 0),
                new Kind("reader", readWrite::withReadLockAsync, () -> readWrite.readers() == 0),
                new Kind(
                        "writer", readWrite::withWriteLockAsync, () -> !readWrite.isWriteLocked()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOCK-08 SEM-11 it is held until the stage ends, and the value comes out")
    void value(Kind kind) {
        loop.runUntilComplete(
                () -> {
                    CompletableFuture<String> stage = new CompletableFuture<>();
                    var whole =
                            kind.with(
                                    () -> {
                                        assertTrue(kind.isHeld());
                                        return stage;
                                    });
                    yieldNow();
                    assertTrue(kind.isHeld());
                    assertFalse(whole.isDone());
                    stage.complete("value");
                    assertEquals("value", await(whole));
                    assertFalse(kind.isHeld());
                    assertNull(await(kind.with(() -> CompletableFuture.completedStage(null))));
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("LOCK-08 SEM-11 it is given back when the stage fails, or the body throws")
    void failure(Kind kind) {
        var boom = new IllegalArgumentException("boom");
        loop.runUntilComplete(
                () -> {
                    var failing = kind.with(() -> CompletableFuture.failedStage(boom));
                    assertSame(
                            boom,
                            assertThrows(IllegalArgumentException.class, () -> await(failing)));
                    assertFalse(kind.isHeld());
                    var throwing =
                            kind.with(
                                    () -> {
                                        throw boom;
                                    });
                    assertSame(
                            boom,
                            assertThrows(IllegalArgumentException.class, () -> await(throwing)));
                    assertFalse(kind.isHeld());
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("cancelling it asks the stage to stop, and gives back when that has ended")
    void cancelled(Kind kind) {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> stage = loop.createFuture();
                    var whole = kind.with(() -> stage);
                    assertTrue(whole.cancel("enough"));
                    assertTrue(stage.isCancelled());
                    var thrown = assertThrows(CancellationException.class, () -> await(whole));
                    assertEquals("enough", thrown.getMessage());
                    assertFalse(kind.isHeld());
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("completed by hand it is out of the line, and never calls the body")
    void completedByHand(Kind kind) {
        if (kind.name().equals("reader")) {
            return; // readers do not wait for each other
        }
        LoopFuture<String> holding = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    var first = kind.with(() -> holding);
                    var second =
                            kind.with(
                                    () -> {
                                        throw new AssertionError("called");
                                    });
                    assertTrue(second.complete("by hand"));
                    holding.complete("over");
                    assertEquals("over", await(first));
                    yieldNow();
                    assertEquals("by hand", await(second));
                    assertFalse(kind.isHeld());
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("a time limit does so too")
    void limited(Kind kind) {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<String> stage = loop.createFuture();
                    var whole = kind.with(() -> stage).orTimeout(1, SECONDS);
                    assertThrows(
                            TimeoutException.class, () -> await(whole, TimeoutException.class));
                    assertTrue(stage.isCancelled());
                    assertFalse(kind.isHeld());
                });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    @DisplayName("cancelled while it waits, or when it was just given, it never calls the body")
    void cancelledBeforeTheBody(Kind kind) {
        if (kind.name().equals("reader")) {
            return; // readers do not wait for each other
        }
        for (boolean isGiven : new boolean[] {false, true}) {
            LoopFuture<String> holding = loop.createFuture();
            loop.runUntilComplete(
                    () -> {
                        var first = kind.with(() -> holding);
                        var second =
                                kind.with(
                                        () -> {
                                            throw new AssertionError("called");
                                        });
                        yieldNow();
                        if (isGiven) {
                            holding.complete("over");
                        }
                        assertTrue(second.cancel("enough"));
                        holding.complete("over");
                        assertEquals("over", await(first));
                        var thrown = assertThrows(CancellationException.class, () -> await(second));
                        assertEquals("enough", thrown.getMessage());
                        yieldNow();
                        assertFalse(kind.isHeld());
                    });
        }
    }
}
