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
 * for all; those of one thread in the order of its calls. <b>Fairness.</b> Publishers who have to
 * wait do so in one line, first come first served, and are in it when the call comes back. A slow
 * subscriber keeps the item from nobody who has room for it. <b>Cancellation.</b> Cancelling a
 * publish that waits takes the item from nobody who has it; the others do not get it, and it is not
 * replayed. Once all have it, it is published, even if the publisher is cancelled before he hears
 * of it. When a loop closes, the publishes that wait in it are cancelled. <b>Threads, memory.</b>
 * Every method may be called from any thread; what happened before a publish happens before what
 * follows its arrival. An item is kept until every subscriber has taken it or left, and while it is
 * replayed. Items are never null.
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
     * Gives an item to all subscribers there are when its turn comes; done when those that are
     * {@link WhenFull#WAIT waited for} have it. Fails with {@link QueueShutdownException} when the
     * topic is closed before that.
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> publishAsync(T item);

    /**
     * Gives an item to all subscribers if none of them has to be waited for; else to nobody. It is
     * false only while a subscriber of {@link WhenFull#WAIT} has no room; other publishers who do
     * not wait are no reason.
     *
     * @throws QueueShutdownException when the topic is closed
     */
    boolean tryPublish(T item);

    /**
     * A subscription, beginning with what is replayed. It is gone through like any sequence, and
     * lasts until it is closed, or the topic is: close it when you stop reading, or with {@link
     * WhenFull#WAIT} it stops whoever publishes. Cancelling a {@code nextAsync} of it stops
     * nothing, and what came is for the next one. Its text tells how far it is behind, and that of
     * the topic who is waited for.
     *
     * @param capacity how many items it may be behind, at least one; what is replayed takes no room
     *     and is never dropped
     * @param whenFull what happens to an item for which it has no room
     * @throws IllegalArgumentException when the capacity is less than one
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
