package dev.aiko.task;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CompletableFuture} that belongs to a loop: what asyncio calls a Future.
 *
 * <p><b>States.</b> Pending, then finished, failed or cancelled, once and for ever; {@code
 * obtrude…} is refused. <b>Order.</b> Tasks that await it, and its done-callbacks, go on in the
 * order in which they came, in a later turn of their own loop; never inside the call that completes
 * it. Stages made by {@code thenApply} and its like follow the rules of {@code CompletableFuture},
 * except that their functions run in the context of the code that wrote them, whoever completes.
 *
 * <p><b>Cancellation.</b> Cancelling a stage derived from this future withdraws its interest; when
 * nobody else waits for this future, it is cancelled as well, and so on upwards. That holds for all
 * the {@code then…} methods, and for both sides of the ones that combine two. So a stage that is
 * the only one hung on a task takes the task with it; {@code shield} keeps that from happening.
 * When the future has come already, and with something that only one can have, as a lease or an
 * item of a queue, that goes back to where it came from, unless a function has begun with it or
 * somebody has read it. Whoever reads it later gets a {@link CancellationException}.
 *
 * <p><b>Waiting.</b> {@code join} and {@code get} wait cooperatively inside a straight-line body,
 * are refused with {@link IllegalStateException} where they would block the loop for ever, and
 * block as usual on every other thread. <b>Threads.</b> Everything may be called from any thread.
 * <b>Memory.</b> What happened before completing happens before whatever sees the outcome.
 *
 * <p>Made by {@code loop.createFuture()}; not for implementation outside the engine.
 */
public abstract class LoopFuture<T extends @Nullable Object> extends LinkedFuture<T> {

    /** For the engine. */
    protected LoopFuture() {}

    /** Cancels with a reason, which becomes the message of the {@link CancellationException}. */
    public abstract boolean cancel(@Nullable String reason);

    /** The same as {@link #cancel(String)} without a reason; the flag makes no difference here. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return cancel(null);
    }

    /**
     * The value, without waiting.
     *
     * @throws IllegalStateException when the future is not done yet
     * @throws CancellationException when it was cancelled
     * @throws RuntimeException the very failure; a checked one comes inside a {@link
     *     CompletionException}
     */
    public T result() {
        requireDone();
        Throwable failure = core().readFailure();
        if (failure != null) {
            throw unchecked(failure);
        }
        return super.join();
    }

    /**
     * The failure, without waiting; null when the future has a value.
     *
     * @throws IllegalStateException when the future is not done yet
     * @throws CancellationException when it was cancelled
     */
    public @Nullable Throwable exception() {
        requireDone();
        Throwable failure = core().readFailure();
        if (failure instanceof CancellationException cancelled) {
            throw cancelled;
        }
        return failure;
    }

    /**
     * The value, without waiting, as {@code Future} has it since JDK 19.
     *
     * @throws IllegalStateException when there is none: not done yet, failed, or cancelled
     */
    public T resultNow() {
        requireDone();
        if (core().readFailure() != null) {
            throw new IllegalStateException(
                    this + " has no value; ask exception() for the reason.");
        }
        return super.join();
    }

    /**
     * The failure, without waiting, as {@code Future} has it since JDK 19.
     *
     * @throws IllegalStateException when there is none: not done yet, cancelled, or with a value
     */
    public Throwable exceptionNow() {
        requireDone();
        Throwable failure = core().readFailure();
        if (failure == null || failure instanceof CancellationException) {
            throw new IllegalStateException(this + " did not fail; ask result() for the outcome.");
        }
        return failure;
    }

    private void requireDone() {
        if (!isDone()) {
            throw new IllegalStateException(
                    this + " is not done yet; await it, or ask isDone() first.");
        }
    }

    @Override
    public T join() {
        core().beforeReading();
        try {
            return has(super.join());
        } catch (CancellationException fresh) {
            throw cancellation(fresh);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        core().beforeReading();
        try {
            return has(super.get());
        } catch (CancellationException fresh) {
            throw cancellation(fresh);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        core().beforeReading(timeout, unit);
        try {
            return has(super.get(timeout, unit));
        } catch (CancellationException fresh) {
            throw cancellation(fresh);
        }
    }

    @Override
    public T getNow(T valueIfAbsent) {
        boolean wasDone = isDone();
        if (isCompletedExceptionally()) {
            core().readFailure();
        }
        try {
            T value = super.getNow(valueIfAbsent);
            return wasDone || value != valueIfAbsent ? has(value) : value;
        } catch (CancellationException fresh) {
            throw cancellation(fresh);
        }
    }

    /** Said when the value is at hand, and not before: what comes in between is read as well. */
    private T has(T value) {
        core().read();
        return value;
    }

    /** The one it was cancelled with: since JDK 23 the JDK throws a new one, without the reason. */
    private CancellationException cancellation(CancellationException fresh) {
        return core().readFailure() instanceof CancellationException own ? own : fresh;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime
                ? runtime
                : new CompletionException(failure);
    }

    /**
     * Calls back once in a later turn of the loop after the future is done, in the context of the
     * caller, with the future as argument; also when it is done already.
     */
    public final void addDoneCallback(Consumer<? super LoopFuture<T>> callback) {
        core().addCallback(this, Objects.requireNonNull(callback, "callback"));
    }

    /** Takes back every registration of this callback and says how many there were. */
    public final int removeDoneCallback(Consumer<? super LoopFuture<T>> callback) {
        return core().removeCallback(Objects.requireNonNull(callback, "callback"));
    }

    /** The loop: {@code thenApplyAsync} and its like run there. */
    @Override
    public Executor defaultExecutor() {
        return core().executor();
    }

    @Override
    public void obtrudeValue(T value) {
        throw outcomeIsFinal();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw outcomeIsFinal();
    }

    private UnsupportedOperationException outcomeIsFinal() {
        return new UnsupportedOperationException(
                "The outcome of " + this + " is final; complete a future of your own instead.");
    }

    // ---- for the engine ----------------------------------------------------------------------

    /** {@code CompletableFuture.complete}, past the overrides that refuse or observe it. */
    protected final boolean settleValue(T value) {
        return super.complete(value);
    }

    /** {@code CompletableFuture.completeExceptionally}, past the overrides. */
    protected final boolean settleFailure(Throwable failure) {
        return super.completeExceptionally(failure);
    }

    /** {@code CompletableFuture.join}, past the override. */
    protected final T joinDirectly() {
        return super.join();
    }
}
