package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.QueueFullException;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Three who publish to one topic, and close it, and five who come and go. */
final class TopicCrowd implements Crowd.Round {

    private static final int PUBLISHERS = 3;
    private static final int TIMES = 12;

    private final Topic<Integer> topic;
    private final Subscription witness;
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger publishing = new AtomicInteger(PUBLISHERS);
    private final Published published = new Published();
    private final Queue<Subscription> subscriptions = new ConcurrentLinkedQueue<>();

    TopicCrowd(int replay) {
        topic = Topic.create(replay);
        witness = new Subscription(100, WhenFull.WAIT);
    }

    /** One way through the topic, as long as it lasted. */
    final class Subscription {
        final WhenFull whenFull;
        final Cursor<Integer> cursor;
        final List<Integer> got = new ArrayList<>();

        /** What was published before may have come before it. */
        final int since;

        /** It came to the end of the topic, or failed, and has not left. */
        boolean isToTheEnd;

        boolean isTooSlow;
        volatile boolean isClosedByOthers;

        Subscription(int capacity, WhenFull whenFull) {
            this.whenFull = whenFull;
            cursor = topic.subscribe(capacity, whenFull);
            since = published.now();
        }

        /** Whether there was something more. */
        boolean next(boolean isGivenUp) throws Exception {
            LoopFuture<Optional<Integer>> next = cursor.nextAsync();
            if (isGivenUp && next.cancel("enough")) {
                return true;
            }
            Crowd.end(next);
            if (next.exception() instanceof QueueFullException) {
                assertEquals(WhenFull.FAIL, whenFull);
                isTooSlow = true;
                return false;
            }
            next.result().ifPresent(got::add);
            isToTheEnd = next.result().isEmpty() && !isClosedByOthers;
            return next.result().isPresent();
        }
    }

    @Override
    public void once(SplittableRandom chance) throws Exception {
        if (threads.getAndIncrement() < PUBLISHERS) {
            try {
                publish(chance);
            } finally {
                if (publishing.decrementAndGet() == 0) {
                    topic.close(); // for those who stay to the end
                }
            }
        } else {
            try {
                subscribe(chance);
                subscribe(chance);
            } catch (QueueShutdownException closed) {
                assertTrue(topic.isClosed());
            }
        }
    }

    private void publish(SplittableRandom chance) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            if (chance.nextInt(6 * TIMES) == 0) {
                topic.close();
            }
            int number = published.begin();
            try {
                if (chance.nextInt(4) == 0) {
                    if (topic.tryPublish(number)) {
                        published.succeeded(number);
                    }
                    continue;
                }
                LoopFuture<?> publishing = topic.publishAsync(number);
                if (chance.nextInt(4) == 0) {
                    publishing.cancel("enough");
                }
                Crowd.end(publishing);
                if (!publishing.isCancelled()) {
                    publishing.result();
                    published.succeeded(number);
                }
            } catch (QueueShutdownException closed) {
                assertTrue(topic.isClosed());
            }
        }
    }

    private void subscribe(SplittableRandom chance) throws Exception {
        WhenFull[] all = WhenFull.values();
        var own = new Subscription(chance.nextInt(1, 4), all[chance.nextInt(all.length)]);
        subscriptions.add(own);
        int most = chance.nextBoolean() ? Integer.MAX_VALUE : chance.nextInt(2 * TIMES);
        while (own.got.size() < most && own.next(chance.nextInt(4) == 0)) {
            if (chance.nextInt(TIMES) == 0) {
                Subscription any = subscriptions.peek();
                any.isClosedByOthers = true;
                any.cursor.close();
            }
        }
        own.cursor.close();
    }

    @Override
    public void check() throws Exception {
        while (witness.next(false)) {
            continue; // it has all of it in its queue
        }
        assertEquals(0, topic.subscribers());
        published.isWholeIn(witness.got);
        for (Subscription one : subscriptions) {
            published.isInOrderIn(one.got);
            boolean losesNone = one.whenFull == WhenFull.WAIT || one.whenFull == WhenFull.FAIL;
            if (losesNone) {
                published.hasNoGapIn(one.got, one.since, one.isToTheEnd);
            }
        }
    }
}
