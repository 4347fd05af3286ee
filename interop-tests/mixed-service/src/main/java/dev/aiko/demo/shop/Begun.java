package dev.aiko.demo.shop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What has begun and has to be ended: the last first, each of it once, whatever fails. */
final class Begun implements AutoCloseable {

    private final Deque<Runnable> ends = new ArrayDeque<>(); // guarded by this

    /** Remembers how {@code part} is ended, and gives it back. */
    synchronized <T> T with(T part, Consumer<? super T> end) {
        ends.push(() -> end.accept(part));
        return part;
    }

    /** Throws the first failure, with the others suppressed in it. A second close waits for it. */
    @Override
    @SuppressWarnings("try") // the rest is there to be closed
    public synchronized void close() {
        Runnable end = ends.poll();
        if (end != null) {
            try (var rest = this) {
                end.run();
            }
        }
    }
}
