package dev.aiko.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.LoopFuture;
import org.jspecify.annotations.Nullable;

/**
 * Publish and subscribe: every subscriber gets every item, through a queue of its own.
 *
 * <p><b>States.</b> Open, then closed: subscribers get what is left, and then the end.
 * <b>Order.</b> Every subscriber sees the items in the order in which they were published, the same
 * for all. <b>Cancellation.</b> Cancelling a publish that waits for slow subscribers takes the item
 * from nobody who has it; the others do not get it, and it is not replayed. <b>Threads, memory.</b>
 * Every method may be called from any thread; what happened before a publish happens before what
 * follows its arrival. Items are never null.
 */
public interface Topic<T> extends AutoCloseable {

    /** A topic whose subscribers get what is published from then on. */
    static <T> Topic<T> create() {
        return create(0);
    }

    /**
     * A topic that remembers the last so many items for subscribers who come later.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    static <T> Topic<T> create(int replay) {
        return QueueEngine.get().newTopic(replay);
    }

    /**
     * Gives an item to all subscribers of this moment; done when those that are {@link
     * WhenFull#WAIT waited for} have room. Fails with {@link QueueShutdownException} when the topic
     * is closed.
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> publishAsync(T item);

    /**
     * Gives an item to all subscribers if none of them has to be waited for; else to nobody.
     *
     * @throws QueueShutdownException when the topic is closed
     */
    boolean tryPublish(T item);

    /**
     * A subscription, beginning with what is replayed. It is gone through like any sequence, and
     * closing it ends it.
     *
     * @param capacity how many items it may be behind, at least one; what is replayed comes on top
     * @throws QueueShutdownException when the topic is closed
     */
    Cursor<T> subscribe(int capacity, WhenFull whenFull);

    /** Publishes no more. Those who wait to publish fail; a second close does nothing. */
    @Override
    void close();

    boolean isClosed();

    /** How many subscriptions are open. */
    int subscribers();

    TopicStatistics statistics();
}
