package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.toThread;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishers and streams of others as sequences. */
class FromPublisherTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** Notes what is asked of it, and sends when it is told to. */
    private final class Source implements Flow.Publisher<Integer>, Flow.Subscription {
        private Flow.Subscriber<? super Integer> subscriber;

        @Override
        public void subscribe(Flow.Subscriber<? super Integer> one) {
            subscriber = one;
            one.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            trail.add("request " + n);
        }

        @Override
        public void cancel() {
            trail.add("cancel");
        }
    }

    private final Source source = new Source();

    private Task<?> consumer() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (int value : AsyncSequence.from(source)) {
                                trail.add("value " + value);
                            }
                            trail.add("over");
                        });
        virtual.settle();
        return task;
    }

    private void send(int value) {
        source.subscriber.onNext(value);
        virtual.settle();
    }

    @Test
    @DisplayName("a value is asked for when the one before was taken, up to the end")
    void oneAtATime() {
        consumer();
        send(1);
        send(2);
        source.subscriber.onComplete();
        virtual.settle();

        trail.is("request 1", "value 1", "request 1", "value 2", "request 1", "cancel", "over");
    }

    @Test
    @DisplayName("its failure is the consumer's, behind the values that came before")
    void fails() {
        Task<?> task = consumer();
        source.subscriber.onNext(1);
        source.subscriber.onError(boom);
        virtual.settle();

        trail.is("request 1", "value 1", "request 1", "cancel");
        assertSame(
                boom,
                assertThrows(IllegalArgumentException.class, () -> loop.runUntilComplete(task)));
    }

    @Test
    @DisplayName("a consumer that is cancelled cancels the subscription, and what comes is dropped")
    void cancelled() {
        Task<?> task = consumer();
        send(1);
        task.cancel("enough");
        virtual.settle();
        assertTrue(task.isDone());
        source.subscriber.onNext(2);
        source.subscriber.onComplete();
        virtual.settle();

        trail.is("request 1", "value 1", "request 1", "cancel");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a subscription that comes when the consumer has gone is cancelled")
    void lateSubscription() {
        var late = new Flow.Subscriber<?>[1];
        Task<?> task =
                loop.createTask(() -> await(AsyncSequence.from(s -> late[0] = s).toListAsync()));
        virtual.settle();
        task.cancel("enough");
        virtual.settle();
        assertTrue(task.isCancelled());
        late[0].onSubscribe(source);

        trail.is("cancel");
    }

    @Test
    @DisplayName("a publisher that sends what nobody asked for is told to be wrong")
    void tooMany() {
        Task<?> task = consumer();
        for (int value = 1; value <= 3; value++) {
            source.subscriber.onNext(value);
        }
        virtual.settle();

        var failure = assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(task));
        assertTrue(failure.getMessage().contains("nobody asked for"), failure.getMessage());
    }

    @Test
    @DisplayName("a publisher of the JDK with threads of its own: all values, in order")
    void ofTheJdk() {
        var publisher = new SubmissionPublisher<Integer>();
        List<Integer> all =
                loop.runUntilComplete(
                        () -> {
                            var taking = AsyncSequence.from(publisher).toListAsync();
                            while (!publisher.hasSubscribers()) {
                                yieldNow();
                            }
                            await(toThread(() -> submitThousandTo(publisher)));
                            return await(taking);
                        });

        assertEquals(IntStream.range(0, 1000).boxed().toList(), all);
    }

    private static void submitThousandTo(SubmissionPublisher<Integer> publisher) {
        try (publisher) {
            for (int i = 0; i < 1000; i++) {
                publisher.submit(i);
            }
        }
    }

    @Test
    @DisplayName("a publisher that throws instead of subscribing fails the consumer")
    void throwsInSubscribe() {
        AsyncSequence<Integer> broken =
                AsyncSequence.from(
                        subscriber -> {
                            throw boom;
                        });
        assertSame(
                boom,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> loop.runUntilComplete(() -> await(broken.toListAsync()))));
    }

    @Test
    @DisplayName("a publisher that ends instead of subscribing ends the sequence, or fails it")
    void endsInsteadOfSubscribing() {
        AsyncSequence<Integer> empty = AsyncSequence.from(Flow.Subscriber::onComplete);
        AsyncSequence<Integer> failing = AsyncSequence.from(one -> one.onError(boom));
        AsyncSequence<Integer> late =
                AsyncSequence.from(
                        one -> {
                            one.onComplete();
                            one.onSubscribe(source);
                        });

        assertEquals(List.of(), loop.runUntilComplete(() -> await(empty.toListAsync())));
        assertSame(
                boom,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> loop.runUntilComplete(() -> await(failing.toListAsync()))));
        assertEquals(List.of(), loop.runUntilComplete(() -> await(late.toListAsync())));
        trail.is("cancel");
    }

    @Test
    @DisplayName("a stream is gone through once, and closed also when that is left early")
    void ofAStream() {
        Stream<Integer> stream = Stream.of(1, 2, 3).onClose(trail.mark("closed"));
        AsyncSequence<Integer> values = AsyncSequence.of(stream);
        loop.runUntilComplete(
                () -> {
                    try (var rows = values.open()) {
                        trail.add("value " + rows.iterator().next());
                    }
                });
        trail.is("value 1", "closed");

        assertThrows(
                IllegalStateException.class,
                () -> loop.runUntilComplete(() -> await(values.toListAsync())));
        assertEquals(
                List.of(1, 2),
                loop.runUntilComplete(
                        () -> await(AsyncSequence.of(Stream.of(1, 2)).toListAsync())));
    }
}
