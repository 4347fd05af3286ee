package dev.aiko.benchmarks.queues;

import dev.aiko.Aiko;
import dev.aiko.queue.AsyncQueue;
import java.util.concurrent.CompletableFuture;

/** A producer and a consumer that never wait: whoever has to goes on in a stage. */
final class QueueChains {
    private final CompletableFuture<Void> end = Aiko.runningLoop().createFuture();
    private final AsyncQueue<Integer> queue;
    private final int count;
    private int put;
    private int got;
    private long sum;

    QueueChains(AsyncQueue<Integer> queue, int count) {
        this.queue = queue;
        this.count = count;
    }

    /** Done when the last one was got. */
    CompletableFuture<Void> begin() {
        produce();
        consume();
        return end;
    }

    long sum() {
        return sum;
    }

    private void produce() {
        while (put < count) {
            var room = queue.putAsync(put++);
            if (!room.isDone()) {
                room.thenRun(this::produce);
                return;
            }
        }
    }

    private void consume() {
        while (got < count) {
            var item = queue.getAsync();
            if (!item.isDone()) {
                item.thenAccept(
                        number -> {
                            take(number);
                            consume();
                        });
                return;
            }
            take(item.join());
        }
        end.complete(null);
    }

    private void take(int number) {
        sum += number;
        got++;
    }
}
