package dev.aiko;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.locate.OneService;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopFactory;
import dev.aiko.loop.LoopOptions;
import dev.aiko.spi.Engine;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of asyncio; made for {@code import static dev.aiko.Aiko.*}.
 *
 * <p>A body may be written in three ways, with the same guarantees: straight-line Java that {@link
 * #await}s ({@link #createTask}), Java futures ({@link #composeTask}), and Kotlin suspend functions
 * ({@code dev.aiko.coroutines}). Verbs that need a running loop fail with {@link
 * IllegalStateException} where none runs. Arguments are never null unless marked.
 *
 * <p>The verbs that wait for several stages stand in {@link CombinationVerbs}, those that limit and
 * guard blocks of code in {@link LimitVerbs}; all of them are used through this class.
 */
public final class Aiko extends LimitVerbs {

    private Aiko() {}

    // ---- running a program -------------------------------------------------------------------

    /**
     * Runs a program: makes a loop, runs the body as its main task, cancels what is left over,
     * waits for that, and closes the loop. Ctrl-C cancels the main task first and lets it clean up.
     *
     * @return what the body returns
     * @throws IllegalStateException when a loop runs on this thread already
     * @throws RuntimeException the very failure of the body; a checked one comes inside a {@link
     *     CompletionException}
     */
    public static <T extends @Nullable Object> T run(Callable<T> main) {
        try (var runner = Runner.create()) {
            return runner.run(main);
        }
    }

    /** {@link #run(Callable)} for a body without a result. */
    public static void run(Action main) {
        run(returning(main));
    }

    // ---- tasks -------------------------------------------------------------------------------

    /** {@link EventLoop#createTask(Callable)} on the running loop. */
    public static <T extends @Nullable Object> Task<T> createTask(Callable<T> body) {
        return runningLoop().createTask(body);
    }

    public static Task<@Nullable Void> createTask(Action body) {
        return runningLoop().createTask(body);
    }

    public static <T extends @Nullable Object> Task<T> createTask(
            TaskOptions options, Callable<T> body) {
        return runningLoop().createTask(options, body);
    }

    public static Task<@Nullable Void> createTask(TaskOptions options, Action body) {
        return runningLoop().createTask(options, body);
    }

    /** {@link EventLoop#composeTask(Supplier)} on the running loop. */
    public static <T extends @Nullable Object> Task<T> composeTask(
            Supplier<? extends CompletionStage<T>> body) {
        return runningLoop().composeTask(body);
    }

    public static <T extends @Nullable Object> Task<T> composeTask(
            TaskOptions options, Supplier<? extends CompletionStage<T>> body) {
        return runningLoop().composeTask(options, body);
    }

    /** {@link EventLoop#ensureFuture} on the running loop. */
    public static <T extends @Nullable Object> LoopFuture<T> ensureFuture(
            CompletionStage<T> stage) {
        return runningLoop().ensureFuture(stage);
    }

    /** The task whose step this is; null in a plain callback. */
    public static @Nullable Task<?> currentTask() {
        return runningLoop().currentTask();
    }

    /** The tasks of the running loop that are not done, this one included. */
    public static Set<Task<?>> allTasks() {
        return runningLoop().allTasks();
    }

    // ---- waiting -----------------------------------------------------------------------------

    /**
     * Waits, inside a straight-line body, and lets the loop go on meanwhile. A stage that is done
     * gives its outcome without suspending. On a thread that drives no loop it blocks; when such a
     * thread is interrupted, it stays interrupted, and the stage is cancelled unless somebody else
     * waits for it. The end of the stage is not waited for then.
     *
     * @return the value
     * @throws CancellationException when this task is cancelled, or the stage was, or when this
     *     thread is interrupted
     * @throws CompletionException around a checked failure; unchecked ones come as they are
     * @throws IllegalStateException in a plain callback or a coroutine, where waiting would stop
     *     the loop for ever, and when a task awaits itself
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
        return engine().await(stage);
    }

    /**
     * {@link #await(CompletionStage)} for a stage that may fail with a checked exception.
     *
     * @throws X the failure itself, when it is one
     */
    public static <T extends @Nullable Object, X extends Exception> T await(
            CompletionStage<T> stage, Class<X> failure) throws X {
        Objects.requireNonNull(failure, "failure");
        try {
            return engine().await(stage);
        } catch (CompletionException wrapped) {
            if (failure.isInstance(wrapped.getCause())) {
                throw failure.cast(wrapped.getCause());
            }
            throw wrapped;
        }
    }

    /**
     * Waits at most this long; then the stage is cancelled, its end is waited for, and only a
     * cancellation turns into a timeout. With a limit not above zero only a stage that is done
     * already gives its value.
     *
     * @throws TimeoutException when the time is over; never a cancellation
     */
    public static <T extends @Nullable Object> T await(CompletionStage<T> stage, Duration limit)
            throws TimeoutException {
        return engine().await(stage, limit);
    }

    /** Done when the delay has passed; not above zero means one turn of the loop. */
    @CheckReturnValue
    public static LoopFuture<@Nullable Void> sleep(Duration delay) {
        return runningLoop().sleepAsync(delay);
    }

    /** {@link #sleep(Duration)} that is done with a value. */
    @CheckReturnValue
    public static <T extends @Nullable Object> LoopFuture<T> sleep(Duration delay, T result) {
        return runningLoop().sleepAsync(delay, result);
    }

    /** Gives everybody else one turn; only inside a straight-line body. */
    public static void yieldNow() {
        engine().yieldNow();
    }

    // ---- threads -----------------------------------------------------------------------------

    /**
     * Runs code that blocks, in the middle of a straight-line body and on its very thread, while
     * another thread drives the loop. Waits for the code even when the task is cancelled meanwhile;
     * the cancellation then shows at the next await.
     *
     * @throws CompletionException around a checked failure
     */
    public static <T extends @Nullable Object> T blocking(Callable<T> code) {
        return engine().blocking(code);
    }

    public static void blocking(Action code) {
        blocking(returning(code));
    }

    /** Runs the code in the running loop's pool of threads, in a copy of the present context. */
    public static <T extends @Nullable Object> LoopFuture<T> toThread(Callable<T> code) {
        Objects.requireNonNull(code, "code");
        Context context = copyContext();
        return runningLoop().runInExecutor(null, () -> context.call(code));
    }

    public static LoopFuture<@Nullable Void> toThread(Action code) {
        return toThread(returning(code));
    }

    // ---- context -----------------------------------------------------------------------------

    /** A new variable without a default. */
    public static <T extends @Nullable Object> ContextVar<T> contextVar(String name) {
        return engine().newContextVar(name, null);
    }

    /** A new variable with a default. */
    public static <T extends @Nullable Object> ContextVar<T> contextVar(String name, T initial) {
        return engine().newContextVar(name, () -> initial);
    }

    /** A copy of the current context. */
    public static Context copyContext() {
        return engine().currentContext().copy();
    }

    // ---- loops -------------------------------------------------------------------------------

    /**
     * The loop whose step this is.
     *
     * @throws IllegalStateException when no loop runs here
     */
    public static EventLoop runningLoop() {
        EventLoop loop = engine().runningLoop();
        if (loop == null) {
            throw new IllegalStateException(
                    "No event loop is running on thread "
                            + Thread.currentThread().getName()
                            + "; call this from a task or callback, or use loop.submit(...).");
        }
        return loop;
    }

    /**
     * The running loop, else the one set for this thread; never makes one.
     *
     * @throws IllegalStateException when there is neither
     */
    public static EventLoop eventLoop() {
        EventLoop loop = engine().eventLoop();
        if (loop == null) {
            throw new IllegalStateException(
                    "Thread "
                            + Thread.currentThread().getName()
                            + " has no event loop; use"
                            + " Aiko.run(...), or set one with Aiko.setEventLoop(...).");
        }
        return loop;
    }

    /** Sets the loop of this thread for the time none is running; null takes it away. */
    public static void setEventLoop(@Nullable EventLoop loop) {
        engine().setEventLoop(loop);
    }

    /** A new loop from the process-wide factory; it does not become the loop of this thread. */
    public static EventLoop newEventLoop() {
        return engine().newEventLoop();
    }

    /** A new loop of the built-in kind. */
    public static EventLoop newEventLoop(LoopOptions options) {
        return engine().newLoop(options);
    }

    /** Sets who makes loops when nobody says otherwise; null brings back the built-in kind. */
    public static void setLoopFactory(@Nullable LoopFactory factory) {
        engine().setLoopFactory(factory);
    }

    static Engine engine() {
        return Found.ENGINE;
    }

    /** Holds the engine, which is looked for when it is first needed. */
    private static final class Found {
        static final Engine ENGINE = OneService.of(Engine.class);
    }

    static Callable<@Nullable Void> returning(Action action) {
        Objects.requireNonNull(action, "body");
        return () -> {
            action.run();
            return null;
        };
    }
}
