package dev.aiko.queue;

import dev.aiko.locate.OneService;
import java.util.Comparator;

/** For engines: makes queues. Found by {@code ServiceLoader}. */
public interface QueueEngine {

    <T> AsyncQueue<T> newQueue(int capacity);

    <T> AsyncQueue<T> newLifo(int capacity);

    <T> AsyncQueue<T> newPriority(int capacity, Comparator<? super T> order);

    <T> Topic<T> newTopic(int replay);

    /** The engine on the path; looked for when the first object is made. */
    static QueueEngine get() {
        return Found.ENGINE;
    }

    /** Holds it. */
    final class Found {
        private static final QueueEngine ENGINE = OneService.of(QueueEngine.class);

        private Found() {}
    }
}
