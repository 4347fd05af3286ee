package dev.aiko;

import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopFactory;
import dev.aiko.spi.RunnerCore;
import dev.aiko.task.Action;
import dev.aiko.task.TaskOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Owns a loop: makes it when first needed, runs main tasks on it one after the other in one shared
 * context, and in the end cancels what is left over, waits for that, shuts the default executor
 * down and closes the loop.
 *
 * <p>Hosted by its caller ({@link #create()}): {@link #run} drives the loop on the calling thread.
 * Hosted by a daemon thread ({@link #background}): the loop runs all the time, {@code
 * runner.loop().submit(…)} hands it work from anywhere, and {@link #run} blocks its caller.
 *
 * <p><b>Ctrl-C.</b> While a caller-hosted runner runs on the program's main thread and nobody else
 * handles it, the first Ctrl-C cancels the main task and lets it clean up; {@code run} then throws
 * {@link dev.aiko.loop.RunInterruptedException}. A second one ends the process as usual.
 *
 * <p><b>Threads.</b> {@code run} of one runner from two threads at once is refused for a
 * caller-hosted runner, fine for a background one. A closed runner refuses everything but {@link
 * #close()} with {@link IllegalStateException}.
 */
public final class Runner implements AutoCloseable {

    private final RunnerCore core;

    private Runner(RunnerCore core) {
        this.core = core;
    }

    /** A runner driven by its callers, with a loop from the process-wide factory. */
    public static Runner create() {
        return new Runner(Aiko.engine().newRunner(null, null));
    }

    /** A runner whose loop is made by {@code factory}, once. */
    public static Runner create(LoopFactory factory) {
        Objects.requireNonNull(factory, "factory");
        return new Runner(Aiko.engine().newRunner(factory, null));
    }

    /** A runner whose loop has debug mode on or off, whatever the process default is. */
    public static Runner create(boolean debug) {
        return new Runner(Aiko.engine().newRunner(null, debug));
    }

    /** A runner whose loop runs at once, on a daemon thread of that name. */
    public static Runner background(String name) {
        Objects.requireNonNull(name, "name");
        return new Runner(Aiko.engine().newBackgroundRunner(name, null, null));
    }

    /** {@link #background(String)} with a loop made by {@code factory}. */
    public static Runner background(String name, LoopFactory factory) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(factory, "factory");
        return new Runner(Aiko.engine().newBackgroundRunner(name, factory, null));
    }

    /** The loop; made now if this is the first time it is needed. */
    public EventLoop loop() {
        return core.loop();
    }

    /**
     * Runs the body as a task and waits for its end.
     *
     * @throws RuntimeException the very failure of the body; a checked one comes inside a {@link
     *     java.util.concurrent.CompletionException}
     * @throws IllegalStateException where a loop runs on this thread, or when the runner is closed
     */
    public <T extends @Nullable Object> T run(Callable<T> body) {
        return core.run(TaskOptions.none(), body);
    }

    /** {@link #run(Callable)} for a body without a result. */
    public void run(Action body) {
        core.run(TaskOptions.none(), Aiko.returning(body));
    }

    /** {@link #run(Callable)} with a name, a context of its own, or other options for the task. */
    public <T extends @Nullable Object> T run(TaskOptions options, Callable<T> body) {
        return core.run(options, body);
    }

    /** Ends everything as described above; a second close does nothing. */
    @Override
    public void close() {
        core.close();
    }
}
