package dev.aiko.scope;

import org.jspecify.annotations.Nullable;

/** Lets a child tell whoever started it that it is ready, before it goes on. */
public interface Ready<R extends @Nullable Object> {

    /**
     * Reports.
     *
     * @throws IllegalStateException when it was reported before
     */
    void report(R value);
}
