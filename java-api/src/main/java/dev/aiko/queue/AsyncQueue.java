package dev.aiko.queue;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.LoopFuture;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A queue between producers and consumers, who may be futures, straight-line bodies, coroutines and
 * plain threads.
 *
 * <p><b>Order.</b> First in, first out; or {@link #lifo last in, first out}; or {@link #priority by
 * priority}, and first in, first out among equals. <b>States.</b> Open, then shut down: what is
 * left can still be had, and nothing can be put. <b>Fairness.</b> Those who wait are served in the
 * order in which they came. <b>Cancellation.</b> A cancelled get takes no item, and a cancelled put
 * adds none, unless it had been let in and somebody has taken it by then; an item that came to a
 * waiter that was cancelled before it could go on goes back to its place, at the front of the line
 * of its equals; so does one that came to stages, as a lease of {@link dev.aiko.sync.AsyncLock}
 * does. When a loop closes, the futures that wait in it leave as cancelled. <b>Threads.</b> Every
 * method may be called from any thread; a waiter goes on in its own loop. <b>Memory.</b> What
 * happened before a put happens before what follows the get of that item. Items are never null.
 */
public interface AsyncQueue<T> {

    /** A queue that holds at most so many items; zero or less means any number. */
    static <T> AsyncQueue<T> create(int capacity) {
        return QueueEngine.get().newQueue(capacity);
    }

    /** A queue without a limit: who puts never waits, and memory is the only bound. */
    static <T> AsyncQueue<T> unbounded() {
        return create(0);
    }

    /** A queue that gives the newest item first. */
    static <T> AsyncQueue<T> lifo(int capacity) {
        return QueueEngine.get().newLifo(capacity);
    }

    /**
     * A queue that gives the smallest item first, and of equal ones the oldest.
     *
     * @param order called inside the queue's lock, on the thread of anybody who uses the queue; so
     *     it must be quick, fit for every thread, and neither call the queue nor wait for somebody
     *     who may. When it throws, the put of that item fails with the same exception, and nothing
     *     was put
     */
    static <T> AsyncQueue<T> priority(int capacity, Comparator<? super T> order) {
        return QueueEngine.get().newPriority(capacity, Objects.requireNonNull(order, "order"));
    }

    // ---- putting -----------------------------------------------------------------------------

    /**
     * Adds an item, when there is room; done at once when there is. Fails with {@link
     * QueueShutdownException} when the queue is shut down before.
     */
    @CheckReturnValue
    LoopFuture<@Nullable Void> putAsync(T item);

    /** Adds an item if there is room and the queue is open. */
    boolean tryPut(T item);

    /**
     * Adds an item.
     *
     * @throws QueueFullException when there is no room
     * @throws QueueShutdownException when the queue is shut down
     */
    void putNow(T item);

    /** Waits on a plain thread; see {@link dev.aiko.sync.AsyncLock#acquireBlocking}. */
    void putBlocking(T item) throws InterruptedException;

    // ---- getting -----------------------------------------------------------------------------

    /**
     * Takes the next item, when there is one. Fails with {@link QueueShutdownException} when the
     * queue is empty and shut down.
     */
    @CheckReturnValue
    LoopFuture<T> getAsync();

    /** Takes the next item if there is one, else null. */
    @Nullable T tryGet();

    /**
     * Takes the next item.
     *
     * @throws QueueEmptyException when there is none
     * @throws QueueShutdownException when there is none and the queue is shut down
     */
    T getNow();

    /** Waits on a plain thread; see {@link dev.aiko.sync.AsyncLock#acquireBlocking}. */
    T getBlocking() throws InterruptedException;

    /** Moves at most so many items that are there into a collection; gives their number. */
    int drainTo(Collection<? super T> target, int most);

    /** Moves all items that are there. */
    default int drainTo(Collection<? super T> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    /**
     * What comes until the queue is empty and shut down. Several consumers share the items. An item
     * counts as done, as by {@link #taskDone}, only when the consumer says so itself.
     */
    AsyncSequence<T> asSequence();

    // ---- counting what is done ---------------------------------------------------------------

    /**
     * An item that was taken has been dealt with.
     *
     * @throws IllegalStateException when it is called more often than items were put
     */
    void taskDone();

    /** Waits until {@link #taskDone} was called for every item; at once when nothing is open. */
    @CheckReturnValue
    LoopFuture<@Nullable Void> joinAsync();

    /** Items that were put and are not done. */
    int unfinished();

    // ---- the end -----------------------------------------------------------------------------

    /** Lets nothing in any more; what is there can still be had. */
    default void shutdown() {
        shutdown(false);
    }

    /**
     * Lets nothing in any more. Those who wait to put, and those who wait in vain to get, fail.
     *
     * @param immediate whether what is there is thrown away, and counts as done
     */
    void shutdown(boolean immediate);

    boolean isShutdown();

    /**
     * A producer that is closed by itself. When there have been producers, the last of them is
     * closed, and none of their puts waits any more, the queue is shut down.
     *
     * @throws QueueShutdownException when the queue is shut down
     */
    Producer<T> newProducer();

    // ---- looking -----------------------------------------------------------------------------

    int size();

    boolean isEmpty();

    boolean isFull();

    /** How many items it holds; zero for any number. */
    int capacity();

    QueueStatistics statistics();

    /** One of several who put into a queue, and close independently. */
    interface Producer<T> extends AutoCloseable {

        /** {@link AsyncQueue#putAsync}; refused when this producer is closed. */
        @CheckReturnValue
        LoopFuture<@Nullable Void> putAsync(T item);

        /** {@link AsyncQueue#putNow}; refused when this producer is closed. */
        void putNow(T item);

        /** {@link AsyncQueue#putBlocking}; refused when this producer is closed. */
        void putBlocking(T item) throws InterruptedException;

        /** {@link AsyncQueue#tryPut}; refused when this producer is closed. */
        boolean tryPut(T item);

        /**
         * This producer puts no more. What it has begun to put still gets in, and the queue stays
         * open for it. A second close does nothing.
         */
        @Override
        void close();
    }
}
