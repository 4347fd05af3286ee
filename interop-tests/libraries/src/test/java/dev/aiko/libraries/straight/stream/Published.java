package dev.aiko.libraries.straight.stream;

import static dev.aiko.Aiko.await;

import dev.aiko.Aiko;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.LoopFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * A publisher as a sequence: what a user writes in Java. Each value is requested when it is asked
 * for, and the subscription is cancelled at the end of whoever goes through.
 */
public final class Published<T> implements Flow.Subscriber<T> {

    private final LoopFuture<Flow.Subscription> begun = Aiko.runningLoop().createFuture();
    private final AsyncQueue<CompletionStage<Optional<T>>> signals = AsyncQueue.unbounded();

    private Published() {}

    public static <T> AsyncSequence<T> sequence(Flow.Publisher<T> publisher) {
        return AsyncSequence.generate(
                out -> {
                    var subscriber = new Published<T>();
                    publisher.subscribe(subscriber);
                    Flow.Subscription subscription = await(subscriber.begun);
                    try {
                        while (true) {
                            subscription.request(1);
                            Optional<T> next = await(await(subscriber.signals.getAsync()));
                            if (next.isEmpty()) return;
                            out.emit(next.get());
                        }
                    } finally {
                        subscription.cancel();
                    }
                });
    }

    /** Whoever was to go through it may be gone already. */
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (!begun.complete(subscription)) subscription.cancel();
    }

    @Override
    public void onNext(T value) {
        signals.tryPut(CompletableFuture.completedFuture(Optional.of(value)));
    }

    @Override
    public void onError(Throwable failure) {
        signals.tryPut(CompletableFuture.failedFuture(failure));
    }

    @Override
    public void onComplete() {
        signals.tryPut(CompletableFuture.completedFuture(Optional.empty()));
    }
}
