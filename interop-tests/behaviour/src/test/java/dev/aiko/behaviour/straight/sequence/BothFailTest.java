package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever goes through a sequence fails, and then the cleanup of its maker fails as well. */
class BothFailTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException dirty = new IllegalStateException("dirty");

    private final AsyncSequence<Integer> failsInItsCleanup =
            AsyncSequence.generate(
                    out -> {
                        try {
                            out.emit(1);
                            out.emit(2);
                        } finally {
                            throwAfterASecond();
                        }
                    });

    private void throwAfterASecond() {
        await(sleep(ofSeconds(1)));
        throw dirty;
    }

    private Throwable failureOf(Function<Integer, CompletionStage<?>> action) {
        var went = loop.createTask(() -> await(failsInItsCleanup.forEachAsync(action)));
        virtual.runFor(ofSeconds(5));
        return went.exception();
    }

    @Test
    @DisplayName("an action that throws: its failure arrives, with that of the cleanup suppressed")
    void theActionThrows() {
        var failure =
                failureOf(
                        number -> {
                            throw boom;
                        });

        assertSame(boom, failure);
        assertArrayEquals(new Throwable[] {dirty}, failure.getSuppressed());
    }

    @Test
    @DisplayName("an action whose stage fails later: the same")
    void theStageFails() {
        var failure =
                failureOf(
                        number ->
                                loop.sleepAsync(ofSeconds(1))
                                        .thenCompose(x -> CompletableFuture.failedStage(boom)));

        assertSame(boom, failure);
        assertArrayEquals(new Throwable[] {dirty}, failure.getSuppressed());
    }

    @Test
    @DisplayName("an action with a checked failure: it is the very failure of the future")
    void aCheckedFailure() {
        var disk = new IOException("disk");
        var failure = new Throwable[1];
        loop.runUntilComplete(
                () -> {
                    var went =
                            failsInItsCleanup.forEachAsync(
                                    number -> CompletableFuture.failedStage(disk));
                    assertThrows(IOException.class, () -> await(went, IOException.class));
                    failure[0] = went.exception();
                });

        assertSame(disk, failure[0]);
        assertArrayEquals(new Throwable[] {dirty}, disk.getSuppressed());
    }

    @Test
    @DisplayName("a consumer that is cancelled fails with its cleanup: it is told of nothing else")
    void theConsumerIsCancelled() {
        Task<?> task =
                loop.createTask(
                        () -> await(failsInItsCleanup.forEachAsync(x -> loop.createFuture())));
        virtual.settle();
        task.cancel("enough");
        virtual.runFor(ofSeconds(5));

        assertSame(dirty, task.exception());
    }

    @Test
    @DisplayName("a body that fails in a try with resources: the same as with any resource")
    void inATry() {
        loop.runUntilComplete(
                () -> {
                    var failure =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> {
                                        try (var numbers = failsInItsCleanup.open()) {
                                            for (int number : numbers) {
                                                assertTrue(number == 1);
                                                throw boom;
                                            }
                                        }
                                    });
                    assertSame(boom, failure);
                    assertArrayEquals(new Throwable[] {dirty}, failure.getSuppressed());
                });
    }
}
