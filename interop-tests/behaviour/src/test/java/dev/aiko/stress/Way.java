package dev.aiko.stress;

import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;

/** A way to wait: in a future, a body, a coroutine or a plain thread. */
public interface Way {

    /** Holds the lock for a moment. */
    Going hold(AsyncLock lock, Runnable inside);

    /** Puts, and says so when it has. */
    Going put(AsyncQueue<Integer> queue, int item, Runnable done);

    /** Gets, and says what. */
    Going get(AsyncQueue<Integer> queue, IntConsumer got);

    /** It goes on; it may be given up, and ends one way or the other. */
    record Going(Runnable giveUp, CompletionStage<?> end) {}
}
