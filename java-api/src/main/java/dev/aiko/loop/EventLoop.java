package dev.aiko.loop;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.context.Context;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one thing at a time: callbacks, timers, and the steps of tasks.
 *
 * <p><b>States.</b> <i>idle</i> ⇄ <i>running</i>, then <i>closed</i>. What is scheduled on an idle
 * loop waits for its next run. On a closed loop everything that schedules, creates or runs fails
 * with {@link IllegalStateException}.
 *
 * <p><b>Order.</b> The loop goes in turns. A turn takes what is ready at its start, then the timers
 * that are due, by deadline and then by creation, and runs them first-in-first-out. What they
 * schedule belongs to the next turn. Between two awaits of a task nothing else runs on its loop.
 *
 * <p><b>Threads.</b> Every method may be called from any thread; the loop itself may change its
 * thread between two steps. <b>Memory.</b> What happened before scheduling happens before the
 * callback; each step happens before the next.
 *
 * <p><b>Errors</b> of callbacks go to the exception handler and the loop goes on. A {@link
 * VirtualMachineError} other than a {@link StackOverflowError} instead leaves the run.
 *
 * <p>Arguments are never null unless marked; a null is refused with {@link NullPointerException}.
 */
public interface EventLoop extends Executor, AutoCloseable {

    /** The name it was given, or {@code loop-N}. */
    String name();

    // ---- running -----------------------------------------------------------------------------

    /**
     * Drives the loop on the calling thread until the stage is done.
     *
     * @return its value
     * @throws IllegalStateException when called where a loop runs, or when {@link #stop} came first
     * @throws RuntimeException the very failure of the stage; a checked one comes inside a {@link
     *     java.util.concurrent.CompletionException}
     */
    <T extends @Nullable Object> T runUntilComplete(CompletionStage<T> stage);

    /** Makes a task of the body and {@linkplain #runUntilComplete(CompletionStage) drives} it. */
    default <T extends @Nullable Object> T runUntilComplete(Callable<T> body) {
        return runUntilComplete(createTask(body));
    }

    /** Makes a task of the body and {@linkplain #runUntilComplete(CompletionStage) drives} it. */
    default void runUntilComplete(Action body) {
        runUntilComplete(createTask(body));
    }

    /** Drives the loop on the calling thread until {@link #stop}. */
    void runForever();

    /**
     * Ends the run after the present turn; on an idle loop the next run ends after one turn. A
     * background runner whose loop is stopped counts as closed.
     */
    void stop();

    boolean isRunning();

    boolean isClosed();

    /**
     * Closes an idle loop; a second close does nothing.
     *
     * <p>Callbacks and timers are thrown away. Every task that is not done is cancelled and gets
     * turns for its cleanup as long as something is ready; one that still waits then is abandoned:
     * it ends as cancelled, its further awaits throw, and the exception handler is told. Jobs in
     * the default executor are not waited for.
     *
     * @throws IllegalStateException when the loop runs
     */
    @Override
    void close();

    // ---- callbacks and timers ----------------------------------------------------------------

    /** Runs the callback in the next turn, in a copy of the caller's context. */
    Handle callSoon(Runnable callback);

    /** Runs the callback in the next turn, in that very context. */
    Handle callSoon(Runnable callback, Context context);

    /** Runs the callback when the delay has passed; a delay not above zero is due at once. */
    TimerHandle callLater(Duration delay, Runnable callback);

    TimerHandle callLater(Duration delay, Runnable callback, Context context);

    /** Runs the callback when {@link #time()} has reached {@code when}. */
    TimerHandle callAt(Duration when, Runnable callback);

    TimerHandle callAt(Duration when, Runnable callback, Context context);

    /** The loop's clock: time since a fixed moment; never goes backwards. */
    Duration time();

    /**
     * {@link #callSoon} for {@link Executor}.
     *
     * @throws java.util.concurrent.RejectedExecutionException when the loop is closed
     */
    @Override
    void execute(Runnable command);

    /**
     * The loop as a {@link ScheduledExecutorService}, for libraries that want one. Each call gives
     * a view of its own; shutting it down ends the view, not the loop.
     */
    ScheduledExecutorService asExecutorService();

    // ---- futures and tasks -------------------------------------------------------------------

    /** A future to be completed by hand, from any thread. */
    <T extends @Nullable Object> LoopFuture<T> createFuture();

    /**
     * A future or task of any loop as it is; every other stage wrapped into a future of this loop,
     * so that completion arrives here and cancelling reaches the stage with {@code cancel(true)}.
     */
    <T extends @Nullable Object> LoopFuture<T> ensureFuture(CompletionStage<T> stage);

    /**
     * Makes a task of a straight-line body. It takes its first step in a later turn, in the order
     * of creation, on a thread of its own: virtual on JDK 21 and up, pooled before. Thread-locals
     * that are registered (see {@link Context}) are those of the creator, and the body's own from
     * there on. Others are not inherited, and what a body leaves in them may be seen by a later one
     * on that thread; use a {@code ContextVar}.
     */
    default <T extends @Nullable Object> Task<T> createTask(Callable<T> body) {
        return createTask(TaskOptions.none(), body);
    }

    default Task<@Nullable Void> createTask(Action body) {
        return createTask(TaskOptions.none(), body);
    }

    <T extends @Nullable Object> Task<T> createTask(TaskOptions options, Callable<T> body);

    Task<@Nullable Void> createTask(TaskOptions options, Action body);

    /**
     * Makes a task of futures code: its first step calls the body, its end is the end of the stage
     * the body returns. Cancelling it cancels that stage and waits for the stage's end. A stage of
     * {@code whenComplete} and its like ends with its cancel, before the function is called: clean
     * up with {@link dev.aiko.Aiko#usingAsync}.
     */
    default <T extends @Nullable Object> Task<T> composeTask(
            Supplier<? extends CompletionStage<T>> body) {
        return composeTask(TaskOptions.none(), body);
    }

    <T extends @Nullable Object> Task<T> composeTask(
            TaskOptions options, Supplier<? extends CompletionStage<T>> body);

    /** {@link #createTask(Callable)} under the name that says: from another thread. */
    default <T extends @Nullable Object> Task<T> submit(Callable<T> body) {
        return createTask(body);
    }

    default Task<@Nullable Void> submit(Action body) {
        return createTask(body);
    }

    /** Done at the first turn in which the delay has passed; not above zero means one turn. */
    @CheckReturnValue
    LoopFuture<@Nullable Void> sleepAsync(Duration delay);

    /** {@link #sleepAsync(Duration)} that is done with a value. */
    @CheckReturnValue
    <T extends @Nullable Object> LoopFuture<T> sleepAsync(Duration delay, T result);

    /**
     * Runs the call on the executor and brings the outcome back. Cancelling keeps a job from
     * starting; one that runs goes on, and its outcome is dropped. The context does not go with the
     * call; {@code Aiko.toThread} takes it along.
     *
     * @param executor null for the loop's default one, a small pool of threads
     */
    <T extends @Nullable Object> LoopFuture<T> runInExecutor(
            @Nullable Executor executor, Callable<T> call);

    /**
     * Does the body, straight-line code, again and again at a {@linkplain PeriodicOptions#fixedRate
     * fixed rate}, the first time after one period.
     *
     * @throws IllegalArgumentException when the period is not above zero
     */
    default Periodic every(Duration period, Action body) {
        return every(PeriodicOptions.fixedRate(period), body);
    }

    /** Does the body, straight-line code, again and again. */
    default Periodic every(PeriodicOptions options, Action body) {
        Objects.requireNonNull(body, "body");
        return composeEvery(
                options,
                () ->
                        createTask(
                                options.forTask(),
                                () -> {
                                    body.run();
                                    return null;
                                }));
    }

    /** Begins a stage again and again; a run lasts as long as its stage. */
    Periodic composeEvery(PeriodicOptions options, Supplier<? extends CompletionStage<?>> body);

    /**
     * Closes every sequence that is being gone through on this loop, and waits for the cleanup of
     * their makers. One that is opened later is reported to the log as a mistake.
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> shutdownAsyncGenerators();

    /** The tasks of this loop that are not done. */
    Set<Task<?>> allTasks();

    /** The task whose step runs on this loop right now, seen from that step; else null. */
    @Nullable Task<?> currentTask();

    /** Lets the factory build all further tasks; null brings back the loop's own way. */
    void setTaskFactory(@Nullable TaskFactory factory);

    @Nullable TaskFactory taskFactory();

    // ---- errors and debug mode ---------------------------------------------------------------

    /** Gets the errors nobody can receive; null brings back the default, which logs them. */
    void setExceptionHandler(@Nullable ExceptionHandler handler);

    @Nullable ExceptionHandler exceptionHandler();

    /** Hands a report to the handler in force. */
    void callExceptionHandler(ErrorReport report);

    /** Logs at error level, with the stack. */
    void defaultExceptionHandler(ErrorReport report);

    boolean isDebug();

    /**
     * Debug mode: futures, tasks and handles remember where they were created, slow steps are
     * reported with the name of their task, and so are bodies that swallow a cancellation.
     */
    void setDebug(boolean debug);

    /** How long a step may take in debug mode before it is reported; 100 ms at first. */
    Duration slowCallbackDuration();

    /** Zero reports every step; a negative duration is refused. */
    void setSlowCallbackDuration(Duration duration);
}
