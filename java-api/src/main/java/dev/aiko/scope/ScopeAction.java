package dev.aiko.scope;

/** Code that runs inside a scope and is given the scope; it may throw. */
@FunctionalInterface
public interface ScopeAction<S> {
    void run(S scope) throws Exception;
}
