package dev.aiko.spi;

import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopFactory;
import dev.aiko.loop.LoopOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the front door. Found once by {@code ServiceLoader}; safe from every thread.
 *
 * <p>Null-unmarked, because Maven reads this file with a parser that does not know annotated
 * bounds; every {@code T} here may be null.
 */
@NullUnmarked
public interface Engine {

    EventLoop newLoop(LoopOptions options);

    /** A runner that is driven by its callers; nulls mean the process defaults. */
    RunnerCore newRunner(@Nullable LoopFactory factory, @Nullable Boolean debug);

    /** A runner whose loop has a daemon thread of its own and runs already. */
    RunnerCore newBackgroundRunner(
            String name, @Nullable LoopFactory factory, @Nullable Boolean debug);

    /** The loop whose step the calling thread is in, or null. */
    @Nullable EventLoop runningLoop();

    /** The running loop, else the one set for this thread, else null. */
    @Nullable EventLoop eventLoop();

    void setEventLoop(@Nullable EventLoop loop);

    void setLoopFactory(@Nullable LoopFactory factory);

    EventLoop newEventLoop();

    <T> T await(CompletionStage<T> stage);

    <T> T await(CompletionStage<T> stage, Duration limit) throws TimeoutException;

    void yieldNow();

    <T> T blocking(Callable<T> code);

    Combinators combinators();

    Scopes scopes();

    Context currentContext();

    /** A variable; {@code initial} null for one without a default. */
    <T> ContextVar<T> newContextVar(String name, @Nullable Callable<T> initial);
}
