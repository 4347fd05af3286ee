package dev.aiko.stress;

import static dev.aiko.Aiko.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.Action;
import dev.aiko.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** The ways to wait that Java has. */
@SuppressWarnings("try") // a lease is held, and not looked at
final class JavaWays {

    private JavaWays() {}

    /** Futures of this loop. */
    record Composed(EventLoop loop) implements Way {

        private <T> Task<T> task(Supplier<CompletionStage<T>> code) {
            return loop.composeTask(code);
        }

        private static Going going(Task<?> task, CompletionStage<?> end) {
            return new Going(() -> task.cancel("enough"), end);
        }

        @Override
        public Going hold(AsyncLock lock, Runnable inside) {
            Task<Void> task =
                    task(
                            () ->
                                    lock.withLockAsync(
                                            () -> {
                                                inside.run();
                                                return completedFuture(null);
                                            }));
            return going(task, task);
        }

        @Override
        public Going put(AsyncQueue<Integer> queue, int item, Runnable done) {
            Task<Void> task = task(() -> queue.putAsync(item));
            return going(task, task.thenRun(done));
        }

        @Override
        public Going get(AsyncQueue<Integer> queue, IntConsumer got) {
            Task<Integer> task = task(queue::getAsync);
            return going(task, task.thenAccept(got::accept));
        }
    }

    /** Straight-line bodies on this loop. */
    record Straight(EventLoop loop) implements Way {

        private Going going(Action body) {
            Task<Void> task = loop.createTask(body);
            return new Going(() -> task.cancel("enough"), task);
        }

        @Override
        public Going hold(AsyncLock lock, Runnable inside) {
            return going(
                    () -> {
                        try (Lease held = await(lock.acquireAsync())) {
                            inside.run();
                        }
                    });
        }

        @Override
        public Going put(AsyncQueue<Integer> queue, int item, Runnable done) {
            return going(
                    () -> {
                        await(queue.putAsync(item));
                        done.run();
                    });
        }

        @Override
        public Going get(AsyncQueue<Integer> queue, IntConsumer got) {
            return going(() -> got.accept(await(queue.getAsync())));
        }
    }

    /** Plain threads, which are interrupted to give up. */
    record Blocking(ExecutorService threads) implements Way {

        private Going going(Action code) {
            var begun = new CountDownLatch(1);
            var end = new CompletableFuture<Void>();
            Future<?> job =
                    threads.submit(
                            () -> {
                                begun.countDown();
                                try {
                                    code.run();
                                    end.complete(null);
                                } catch (InterruptedException givenUp) {
                                    end.cancel(false);
                                } catch (Throwable failure) {
                                    end.completeExceptionally(failure);
                                }
                            });
            return new Going(
                    () -> {
                        Wait.until(begun);
                        job.cancel(true);
                    },
                    end);
        }

        @Override
        public Going hold(AsyncLock lock, Runnable inside) {
            return going(
                    () -> {
                        try (Lease held = lock.acquireBlocking()) {
                            inside.run();
                        }
                    });
        }

        @Override
        public Going put(AsyncQueue<Integer> queue, int item, Runnable done) {
            return going(
                    () -> {
                        queue.putBlocking(item);
                        done.run();
                    });
        }

        @Override
        public Going get(AsyncQueue<Integer> queue, IntConsumer got) {
            return going(() -> got.accept(queue.getBlocking()));
        }
    }
}
