package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody else cancels what a maker or a consumer awaits: Java sees the plain cancellation. */
class AwaitedCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final CompletableFuture<String> theirs = new CompletableFuture<>();

    /** Waits for something of others before its second value. */
    private final AsyncSequence<Integer> waiting =
            AsyncSequence.generate(
                    out -> {
                        try {
                            out.emit(1);
                            await(theirs);
                            out.emit(2);
                        } finally {
                            trail.add("clean");
                        }
                    });

    private void isPlain(Action consumer) {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(consumer);
                    loop.callSoon(() -> loop.callSoon(() -> theirs.cancel(true)));
                    var seen = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals(0, task.cancelling());
                    assertTrue(task.isCancelled(), seen.toString());
                });
        trail.is("clean");
    }

    @Test
    @DisplayName("a for and a list of the maker's values")
    void theMakers() {
        isPlain(
                () -> {
                    for (int value : waiting) {
                        assertEquals(1, value);
                    }
                });
    }

    @Test
    @DisplayName("a list of all values")
    void list() {
        isPlain(() -> await(waiting.toListAsync()));
    }

    @Test
    @DisplayName("what is done with each value")
    void forEach() {
        isPlain(() -> await(waiting.forEachAsync(CompletableFuture::completedFuture)));
    }

    @Test
    @DisplayName("the consumer's own stage, whose maker is then stopped")
    void theConsumers() {
        isPlain(() -> await(waiting.forEachAsync(value -> theirs)));
    }

    @Test
    @DisplayName("a publisher's subscriber is told of the plain cancellation")
    void theSubscriber() {
        isPlain(
                () -> {
                    var failed = loop.<Throwable>createFuture();
                    waiting.asPublisher().subscribe(new Asking(failed));
                    Throwable failure = await(failed);
                    assertEquals(CancellationException.class, failure.getClass());
                    throw (CancellationException) failure;
                });
    }

    /** Wants all values, and to hear how they end. */
    private record Asking(CompletableFuture<Throwable> failed) implements Flow.Subscriber<Integer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer value) {}

        @Override
        public void onError(Throwable failure) {
            failed.complete(failure);
        }

        @Override
        public void onComplete() {}
    }

    @Test
    @DisplayName("the future tells that it was cancelled")
    void theFuture() {
        isPlain(
                () -> {
                    LoopFuture<?> all = waiting.toListAsync();
                    var seen = assertThrows(CancellationException.class, () -> await(all));
                    assertTrue(all.isCancelled());
                    throw seen;
                });
    }

    @Test
    @DisplayName("a failure of the consumer's stage stays the very object")
    void aFailure() {
        var boom = new IllegalStateException("boom");
        theirs.completeExceptionally(boom);
        loop.runUntilComplete(
                () -> {
                    var all = waiting.toListAsync();
                    assertSame(boom, assertThrows(RuntimeException.class, () -> await(all)));
                });
    }
}
