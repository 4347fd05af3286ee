package dev.aiko.scope;

import org.jspecify.annotations.Nullable;

/**
 * A {@link ScopeAction} with a result.
 *
 * <p>It is a kind of the other one so that the compiler can tell which of two overloads is meant: a
 * lambda that gives a value is a body, one that does not is an action.
 */
@FunctionalInterface
public interface ScopeBody<S, T extends @Nullable Object> extends ScopeAction<S> {
    T call(S scope) throws Exception;

    @Override
    default void run(S scope) throws Exception {
        call(scope);
    }
}
