package dev.aiko.task;

import dev.aiko.context.Context;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future with a body: work that runs on a loop, one step at a time, and that can be stopped.
 *
 * <p><b>States.</b> See {@link TaskState}. Nobody completes a task from outside: {@code complete},
 * {@code completeExceptionally}, {@code completeAsync} and {@code obtrude…} are refused with {@link
 * UnsupportedOperationException}. The body alone decides the outcome, and every task gets one.
 *
 * <p><b>Cancellation</b> is a request, and the end is real. {@code cancel} returns true and counts
 * the request; the task is done when its body has ended, cleanup included. What the task waits for
 * is cancelled, all the way down. A Java body sees a {@link CancellationException} at its await; it
 * may catch it, clean up with further awaits, and even go on: the same request does not come twice.
 * Because that exception is a {@link RuntimeException}, a {@code catch (RuntimeException e)} around
 * an await swallows it; rethrow it there. A Kotlin body follows the rules of coroutines instead:
 * its {@code Job} is cancelled for good, and suspending cleanup needs {@code NonCancellable}.
 *
 * <p><b>Time limits.</b> {@link #orTimeout} and {@link #completeOnTimeout} cancel the body; the
 * outcome changes when it has ended. <b>Failures</b> nobody looks at are reported once to the
 * loop's exception handler, when the task is garbage or its loop closes.
 *
 * <p>Waiting, order, threads and memory as in {@link LoopFuture}. Not for implementation outside
 * the engine.
 */
public abstract class Task<T extends @Nullable Object> extends LoopFuture<T> {

    /** For the engine. */
    protected Task() {}

    /** The name given, or {@code Task-N} in the order of creation. */
    public abstract String name();

    /** Changes the name. */
    public abstract void rename(String name);

    public abstract TaskState state();

    /** How many cancel requests have not been taken back. */
    public abstract int cancelling();

    /**
     * Takes back one cancel request, never below zero, and returns how many are left. It is for
     * code that caught the cancellation it had asked for itself, as a timeout does.
     *
     * @throws UnsupportedOperationException for a task with a Kotlin body: a cancelled job stays so
     */
    public abstract int uncancel();

    /** The context the body runs in. */
    public abstract Context context();

    /** What the task waits for right now; null when it runs, is ready to run, or is done. */
    public abstract @Nullable CompletionStage<?> awaiting();

    /**
     * Where the body is suspended, innermost frame first; for a failed task the frames of its
     * failure; empty when it has not started, or ended in another way.
     */
    public abstract List<StackTraceElement> stack();

    /** Prints {@link #stack()} under a header that says what it is. */
    public abstract void printStack(PrintStream out);

    /** {@inheritDoc} On expiry the body is cancelled; a value it still returns wins. */
    @Override
    public abstract Task<T> orTimeout(long timeout, TimeUnit unit);

    /** {@inheritDoc} On expiry the body is cancelled; a value it still returns wins. */
    @Override
    public abstract Task<T> completeOnTimeout(T value, long timeout, TimeUnit unit);

    @Override
    public final boolean complete(T value) {
        throw bodyDecides();
    }

    @Override
    public final boolean completeExceptionally(Throwable failure) {
        throw bodyDecides();
    }

    @Override
    public final CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        throw bodyDecides();
    }

    @Override
    public final CompletableFuture<T> completeAsync(
            Supplier<? extends T> supplier, Executor executor) {
        throw bodyDecides();
    }

    @Override
    public final void obtrudeValue(T value) {
        throw bodyDecides();
    }

    @Override
    public final void obtrudeException(Throwable failure) {
        throw bodyDecides();
    }

    private UnsupportedOperationException bodyDecides() {
        return new UnsupportedOperationException(
                this + " is completed by its body alone; cancel it, or use loop.createFuture().");
    }
}
