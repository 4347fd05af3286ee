package dev.aiko.behaviour.straight.task;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stage of somebody else's, which remembers how it was cancelled. */
final class RecordingFuture<T> extends CompletableFuture<T> {

    private final List<Boolean> flags = new CopyOnWriteArrayList<>();

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        flags.add(mayInterruptIfRunning);
        return super.cancel(mayInterruptIfRunning);
    }

    /** What each call of {@code cancel} said about interrupting. */
    List<Boolean> cancelFlags() {
        return List.copyOf(flags);
    }
}
