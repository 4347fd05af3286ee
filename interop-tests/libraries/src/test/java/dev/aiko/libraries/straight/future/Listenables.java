package dev.aiko.libraries.straight.future;

import com.google.common.util.concurrent.AbstractFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** What a user writes between Guava's futures and stages. A cancel goes through, both ways. */
final class Listenables {

    private Listenables() {}

    static <T> CompletableFuture<T> stage(ListenableFuture<T> future) {
        var stage =
                new CompletableFuture<T>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        return future.cancel(mayInterruptIfRunning);
                    }
                };
        Futures.addCallback(
                future,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(T value) {
                        stage.complete(value);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        stage.completeExceptionally(failure);
                    }
                },
                MoreExecutors.directExecutor());
        return stage;
    }

    static <T> ListenableFuture<T> listenable(LoopFuture<T> source) {
        return new Listenable<>(source);
    }

    /** Is done when its source is, also when it was asked to stop. */
    private static final class Listenable<T> extends AbstractFuture<T> {

        private final LoopFuture<T> source;

        Listenable(LoopFuture<T> source) {
            this.source = source;
            source.addDoneCallback(this::end);
        }

        private void end(LoopFuture<T> done) {
            try {
                Throwable failure = done.exception();
                if (failure == null) set(done.result());
                else setException(failure);
            } catch (CancellationException cancelled) {
                super.cancel(false);
            }
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return source.cancel(mayInterruptIfRunning);
        }
    }
}
