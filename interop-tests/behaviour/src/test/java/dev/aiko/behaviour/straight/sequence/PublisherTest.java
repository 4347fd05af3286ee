package dev.aiko.behaviour.straight.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sequence.AsyncSequence;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A sequence for libraries that want a publisher. */
class PublisherTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private final AsyncSequence<Integer> threeNumbers =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int number = 1; number <= 3; number++) {
                                out.emit(number);
                            }
                        } catch (CancellationException cancelled) {
                            trail.add("cleaned up");
                            throw cancelled;
                        }
                    });

    /** Notes what it is sent, and asks for more when told to. */
    private final class Noting implements Flow.Subscriber<Integer> {
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            trail.add("subscribed");
        }

        @Override
        public void onNext(Integer item) {
            trail.add("item " + item);
        }

        @Override
        public void onError(Throwable failure) {
            trail.add("failed: " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            trail.add("complete");
        }
    }

    private Noting subscribedTo(AsyncSequence<Integer> sequence) {
        var subscriber = new Noting();
        loop.callSoon(() -> sequence.asPublisher().subscribe(subscriber));
        virtual.settle();
        return subscriber;
    }

    @Test
    @DisplayName("it sends as many values as were asked for, and the end")
    void sendsWhatIsAskedFor() {
        var subscriber = subscribedTo(threeNumbers);
        trail.is("subscribed");
        subscriber.subscription.request(1);
        virtual.settle();
        trail.is("subscribed", "item 1");
        subscriber.subscription.request(Long.MAX_VALUE);
        virtual.settle();

        trail.is("subscribed", "item 1", "item 2", "item 3", "complete");
    }

    @Test
    @DisplayName("cancelling the subscription stops the maker")
    void cancelled() {
        var subscriber = subscribedTo(threeNumbers);
        subscriber.subscription.request(1);
        virtual.settle();
        subscriber.subscription.cancel();
        virtual.settle();

        trail.is("subscribed", "item 1", "cleaned up");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a failure of the maker is the subscriber's failure")
    void fails() {
        AsyncSequence<Integer> failing =
                AsyncSequence.generate(
                        out -> {
                            out.emit(1);
                            throw new IllegalArgumentException("boom");
                        });
        subscribedTo(failing).subscription.request(10);
        virtual.settle();

        trail.is("subscribed", "item 1", "failed: boom");
    }

    @Test
    @DisplayName("a value is made when it is asked for, and none before")
    void madeWhenAskedFor() {
        AsyncSequence<Integer> told =
                AsyncSequence.generate(
                        out -> {
                            for (int number = 1; number <= 3; number++) {
                                trail.add("made " + number);
                                out.emit(number);
                            }
                        });
        var subscriber = subscribedTo(told);
        subscriber.subscription.request(1);
        virtual.settle();
        trail.is("subscribed", "made 1", "item 1");
    }

    @Test
    @DisplayName("what nobody asked for stays in the queue behind the publisher")
    void takesNothingMore() {
        AsyncQueue<Integer> queue = AsyncQueue.unbounded();
        for (int number = 1; number <= 3; number++) {
            queue.putNow(number);
        }
        var subscriber = subscribedTo(queue.asSequence());
        subscriber.subscription.request(1);
        virtual.settle();
        assertEquals(2, queue.size());
        subscriber.subscription.cancel();
        virtual.settle();

        assertEquals(2, queue.getNow());
        trail.is("subscribed", "item 1");
    }

    @Test
    @DisplayName("a loop that is closed before the first value was made tells the subscriber")
    void closedBefore() {
        var subscriber = subscribedTo(threeNumbers);
        subscriber.subscription.request(1);
        loop.close();

        String last = trail.steps().get(trail.steps().size() - 1);
        assertTrue(last.startsWith("failed") && last.contains("closed"), last);
    }

    @Test
    @DisplayName("asking for less than one value is answered with a failure")
    void asksForNothing() {
        subscribedTo(threeNumbers).subscription.request(0);
        virtual.settle();

        String last = trail.steps().get(trail.steps().size() - 1);
        assertTrue(last.startsWith("failed"), last);
        assertTrue(loop.allTasks().isEmpty());
    }
}
