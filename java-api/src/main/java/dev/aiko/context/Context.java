package dev.aiko.context;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of all {@link ContextVar}s for one task, callback or thread.
 *
 * <p>A context is changed only by what runs in it. Copying is cheap: the values themselves are
 * shared until one of the two sides sets something.
 *
 * <p>Thread-locals that are registered with Micrometer's {@code context-propagation}, where that
 * library is present, belong to a context like values of variables: they are copied with it, they
 * are on the thread while code runs in it, and what the thread had before comes back afterwards.
 * What the code changes in them stays in the context. {@link #values} does not tell them.
 *
 * <p><b>Threads.</b> Safe from every thread, although two threads that run in the same context at
 * the same time see each other's sets in no certain order.
 */
public interface Context {

    /** A new context with the same values. */
    Context copy();

    /** The value set here, or null when none was set; defaults of variables do not count. */
    <T extends @Nullable Object> @Nullable T get(ContextVar<T> variable);

    boolean contains(ContextVar<?> variable);

    /** Everything set here, as an unmodifiable snapshot. */
    Map<ContextVar<?>, @Nullable Object> values();

    /**
     * Runs the code in this very context on the calling thread: what it sets stays set here.
     *
     * @throws Exception whatever the code throws
     */
    <T extends @Nullable Object> T call(Callable<T> code) throws Exception;

    /** {@link #call} for code without a result or a checked failure. */
    void run(Runnable code);
}
