package dev.aiko.demo.shop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** Where futures stop that a test wants to have in its hand; all others pass. */
final class Gate {

    private final Set<String> shut = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Held<?>> line = new LinkedBlockingQueue<>();

    /** Stops the next of that name, and only that. */
    void shut(String name) {
        shut.add(name);
    }

    /** The outcome of {@code work}, which does not begin before it may pass. */
    <T> CompletableFuture<T> pass(String name, Supplier<T> work) {
        if (!shut.remove(name)) {
            return CompletableFuture.supplyAsync(work); // on a thread that no loop knows
        }
        var held = new Held<>(new CompletableFuture<>(), work);
        line.add(held);
        return held.future;
    }

    /** The next one that stands here, when it has come. */
    Held<?> next() throws InterruptedException {
        Held<?> held = line.poll(20, SECONDS);
        assertNotNull(held, "Nobody came to the gate.");
        return held;
    }

    /** Somebody waits for this future. */
    record Held<T>(CompletableFuture<T> future, Supplier<T> work) {

        void letGo() {
            future.completeAsync(work);
        }

        void fail(Throwable failure) {
            future.completeExceptionally(failure);
        }

        /** Returns when the future has been cancelled, by whoever waited for it. */
        void awaitCancel() {
            assertThrows(CancellationException.class, () -> future.get(20, SECONDS));
        }
    }
}
