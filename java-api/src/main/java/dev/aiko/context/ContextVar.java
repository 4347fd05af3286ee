package dev.aiko.context;

import java.util.NoSuchElementException;
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
     * What {@link #set} changed; closing it is {@link #reset}, so that a {@code try} block undoes.
     */
    interface Token<T extends @Nullable Object> extends AutoCloseable {

        ContextVar<T> variable();

        /** Undoes the set; a second close does nothing. */
        @Override
        void close();
    }
}
