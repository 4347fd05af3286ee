package dev.aiko.context;

import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the running task instead of the running thread.
 *
 * <p>Every task and every callback runs in its own {@link Context}, a copy taken when it was
 * created: what it sets is not seen by its creator, nor by its siblings. Made by {@code
 * Aiko.contextVar(name)}; usually kept in a {@code static final} field.
 *
 * <p><b>Threads.</b> Safe from every thread. On a thread that runs no task, the thread has a
 * context of its own. <b>Memory.</b> A value set is seen by everything that later runs in the same
 * context.
 */
public interface ContextVar<T extends @Nullable Object> {

    /** The name given at creation; it serves messages only, two variables may share it. */
    String name();

    /**
     * The value in the current context, else the variable's default.
     *
     * @throws NoSuchElementException when there is neither
     */
    T get();

    /**
     * The value in the current context, else {@code fallback}; the variable's default is ignored.
     */
    T orElse(T fallback);

    /** Sets the value in the current context. Close the token, or {@link #reset}, to undo it. */
    Token<T> set(T value);

    /**
     * Puts back what was there before the {@code set} that gave this token.
     *
     * @throws IllegalArgumentException when the token comes from another variable or context
     * @throws IllegalStateException when the token was used before
     */
    void reset(Token<T> token);

    /**
     * Shows the variable in straight-line bodies through something that is bound to a stack, as a
     * {@code ScopedValue} of JDK 25 is:
     *
     * <pre>{@code
     * static final ScopedValue<User> USER = ScopedValue.newInstance();
     * static final ContextVar<User> CURRENT_USER =
     *         Aiko.<User>contextVar("user")
     *                 .boundBy((user, body) -> ScopedValue.where(USER, user).call(body::call));
     * }</pre>
     *
     * <p>A body that starts in a context where the variable is set runs inside of the binding, from
     * its first line to its last and over all its waits. It has the value of its start: a later
     * {@link #set} shows in the bodies created after it. Not in coroutines, futures code and
     * callbacks, which have no stack of their own; nothing of them is run on the stack of such a
     * body, which costs it a change of threads each time it waits.
     *
     * @return this variable
     * @throws IllegalStateException when it has a binding
     */
    ContextVar<T> boundBy(Binding<? super T> binding);

    /** Binds a value for as long as a body runs. */
    @FunctionalInterface
    interface Binding<T extends @Nullable Object> {

        /**
         * Calls the body once, on this thread, with the value bound. What the body returned is its
         * result, whatever this returns.
         *
         * @throws Exception what the body throws, as it is; anything else fails the task
         */
        @Nullable Object call(T value, Callable<? extends @Nullable Object> body) throws Exception;
    }

    /**
     * What {@link #set} changed; closing it is {@link #reset}, so that a {@code try} block undoes.
     */
    interface Token<T extends @Nullable Object> extends AutoCloseable {

        ContextVar<T> variable();

        /** Undoes the set; a second close does nothing. */
        @Override
        void close();
    }
}
