package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Going through a queue until it is empty and shut down. */
class QueueSequenceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncQueue<String> queue = AsyncQueue.create(1);

    private void produce(String... items) {
        loop.createTask(
                () -> {
                    for (String item : items) {
                        await(queue.putAsync(item));
                        await(sleep(ofSeconds(1)));
                    }
                    queue.shutdown();
                });
    }

    @Test
    @DisplayName("a for loop gets what comes, and ends with the queue; what it got is not yet done")
    void forLoop() {
        produce("a", "b", "c");
        loop.runUntilComplete(
                () -> {
                    for (String item : queue.asSequence()) {
                        trail.add(item);
                    }
                    trail.add("end");
                });

        trail.is("a", "b", "c", "end");
        assertEquals(3, queue.unfinished());
    }

    @Test
    @DisplayName("forEachAsync deals with one after the other")
    void forEach() {
        produce("a", "b");
        loop.runUntilComplete(
                () -> {
                    await(
                            queue.asSequence()
                                    .forEachAsync(
                                            item ->
                                                    loop.sleepAsync(ofSeconds(5))
                                                            .thenRun(trail.mark(item))));
                    trail.add("end");
                });

        trail.is("a", "b", "end");
        assertEquals(ofSeconds(10), loop.time());
    }

    @Test
    @DisplayName("several consumers share the items, and all of them see the end")
    void severalConsumers() {
        var consumers =
                List.of(
                        loop.createTask(() -> await(queue.asSequence().toListAsync())),
                        loop.createTask(() -> await(queue.asSequence().toListAsync())));
        virtual.settle();
        produce("a", "b", "c", "d");
        virtual.runFor(ofSeconds(10));

        assertEquals(List.of("a", "c"), consumers.get(0).result());
        assertEquals(List.of("b", "d"), consumers.get(1).result());
    }

    @Test
    @DisplayName("one that is left early leaves the rest in the queue")
    void leftEarly() {
        AsyncQueue<String> wide = AsyncQueue.unbounded();
        List.of("a", "b", "c").forEach(wide::putNow);
        loop.runUntilComplete(
                () -> {
                    try (var cursor = wide.asSequence().open()) {
                        for (String item : cursor) {
                            trail.add(item);
                            break;
                        }
                    }
                });

        trail.is("a");
        assertEquals("b", wide.getNow());
        assertFalse(wide.isShutdown());
    }

    @Test
    @DisplayName("a consumer that is cancelled takes no item with it")
    void cancelled() {
        Task<?> consumer =
                loop.createTask(
                        () -> {
                            for (String item : queue.asSequence()) {
                                trail.add(item);
                            }
                        });
        virtual.settle();
        queue.putNow("item");
        consumer.cancel("now");
        virtual.settle();

        assertTrue(consumer.isCancelled());
        trail.is();
        assertEquals("item", queue.getNow());
    }

    @Test
    @DisplayName("the next of a cursor is empty at the end, and ever after")
    void theEnd() {
        queue.putNow("item");
        queue.shutdown();
        loop.runUntilComplete(
                () -> {
                    var cursor = queue.asSequence().open();
                    assertEquals(Optional.of("item"), await(cursor.nextAsync()));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    await(cursor.closeAsync());
                });
    }
}
