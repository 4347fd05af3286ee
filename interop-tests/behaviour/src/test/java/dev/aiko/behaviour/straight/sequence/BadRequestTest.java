package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A subscriber asks for less than one value: that ends its subscription, and at once. */
class BadRequestTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** The first value at once, the second one much later. */
    private final AsyncSequence<Integer> slow =
            AsyncSequence.generate(
                    out -> {
                        try {
                            out.emit(1);
                            await(sleep(ofHours(1)));
                            out.emit(2);
                        } finally {
                            trail.add("stopped");
                        }
                    });

    private final class Noting implements Flow.Subscriber<Integer> {
        private final long[] firstRequests;
        private Flow.Subscription subscription;

        Noting(long... firstRequests) {
            this.firstRequests = firstRequests;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            for (long request : firstRequests) {
                given.request(request);
            }
            trail.add("introduced");
        }

        @Override
        public void onNext(Integer item) {
            trail.add("item " + item);
        }

        @Override
        public void onError(Throwable failure) {
            trail.add(failure.getClass().getSimpleName());
        }

        @Override
        public void onComplete() {
            trail.add("complete");
        }
    }

    private Flow.Subscription subscribed(long... firstRequests) {
        var subscriber = new Noting(firstRequests);
        loop.callSoon(() -> slow.asPublisher().subscribe(subscriber));
        virtual.settle();
        return subscriber.subscription;
    }

    @Test
    @DisplayName("in the middle of a long wait of the maker, which is stopped")
    void whileTheMakerWaits() {
        var subscription = subscribed(9);
        trail.is("introduced", "item 1");
        subscription.request(0);
        virtual.settle();

        trail.is("introduced", "item 1", "stopped", "IllegalArgumentException");
    }

    @Test
    @DisplayName("a negative one does so as well, and nothing comes after it")
    void aNegativeOne() {
        var subscription = subscribed(9);
        subscription.request(-1);
        subscription.request(5);
        subscription.request(-1);
        virtual.settle();

        trail.is("introduced", "item 1", "stopped", "IllegalArgumentException");
    }

    @Test
    @DisplayName("while the maker waits to be asked")
    void whileNothingIsAskedFor() {
        var subscription = subscribed(1);
        subscription.request(0);
        virtual.settle();

        trail.is("introduced", "item 1", "stopped", "IllegalArgumentException");
    }

    @Test
    @DisplayName("as the very first request: the maker never begins")
    void asTheFirst() {
        var subscription = subscribed();
        subscription.request(0);
        virtual.settle();

        trail.is("introduced", "IllegalArgumentException");
    }

    @Test
    @DisplayName("from within the introduction: the failure comes after it")
    void withinTheIntroduction() {
        var subscription = subscribed(-1);
        subscription.request(1);
        virtual.settle();

        trail.is("introduced", "IllegalArgumentException");
    }

    @Test
    @DisplayName("from within the introduction, after one that was good")
    void afterAGoodOne() {
        subscribed(1, 0);

        assertEquals("introduced", trail.steps().get(0));
        assertEquals("IllegalArgumentException", trail.steps().get(trail.steps().size() - 1));
    }

    @Test
    @DisplayName("after the subscription was cancelled it is nobody's business")
    void afterACancel() {
        var subscription = subscribed(9);
        subscription.cancel();
        subscription.request(0);
        virtual.settle();

        trail.is("introduced", "item 1", "stopped");
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(ZERO, loop.time());
        assertTrue(loop.allTasks().isEmpty());
    }
}
