package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueShutdownException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several who put, and close one by one: the last of them shuts the queue down. */
class ProducersTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncQueue<String> queue = AsyncQueue.create(2);

    @Test
    @DisplayName("the last one to close shuts the queue down, a second close counts no more")
    void theLastOne() {
        var first = queue.newProducer();
        var second = queue.newProducer();
        first.close();
        first.close();
        assertFalse(queue.isShutdown());
        assertTrue(second.tryPut("item"));
        second.close();

        assertTrue(queue.isShutdown());
        assertEquals("item", queue.getNow());
        assertThrows(QueueShutdownException.class, queue::getNow);
    }

    @Test
    @DisplayName("one that is closed puts no more, and says so")
    void closed() {
        var first = queue.newProducer();
        var second = queue.newProducer();
        first.close();
        Sentences.tellsTheNextStep(
                assertThrows(IllegalStateException.class, () -> first.tryPut("item")), "closed");
        assertThrows(IllegalStateException.class, () -> first.putAsync("item").isDone());
        assertTrue(queue.isEmpty());
        assertTrue(second.tryPut("item"));
    }

    @Test
    @DisplayName("its puts wait for room like others")
    void waits() {
        try (var producer = queue.newProducer()) {
            loop.runUntilComplete(
                    () -> {
                        await(producer.putAsync("a"));
                        await(producer.putAsync("b"));
                        var third = producer.putAsync("c");
                        assertFalse(third.isDone());
                        assertFalse(producer.tryPut("d"));
                        assertEquals("a", await(queue.getAsync()));
                        await(third);
                    });
        }
        assertEquals("b", queue.getNow());
        assertEquals("c", queue.getNow());
    }

    @Test
    @DisplayName("a put that waits when its producer is closed gets in, and then the queue ends")
    void closedWithAPutThatWaits() {
        var producer = queue.newProducer();
        assertTrue(producer.tryPut("a"));
        assertTrue(producer.tryPut("b"));
        var third = producer.putAsync("c");
        producer.close();
        assertFalse(queue.isShutdown());
        assertEquals("a", queue.getNow());
        assertTrue(queue.isShutdown(), "it ends with the grant, before the put is told");
        third.join();
        assertEquals("b", queue.getNow());
        assertEquals("c", queue.getNow());
        assertThrows(QueueShutdownException.class, queue::getNow);
    }

    @Test
    @DisplayName("one that is cancelled after the close ends the queue as well")
    void closedWithAPutThatIsCancelled() {
        var producer = queue.newProducer();
        assertTrue(producer.tryPut("a"));
        assertTrue(producer.tryPut("b"));
        var third = producer.putAsync("c");
        var fourth = producer.putAsync("d");
        producer.close();
        third.cancel("not needed");
        assertFalse(queue.isShutdown());
        fourth.cancel("nor that");
        assertTrue(queue.isShutdown());
        assertEquals(2, queue.size());
    }

    @Test
    @DisplayName("a queue that is shut down has no new ones")
    void afterTheShutdown() {
        queue.newProducer().close();
        assertThrows(QueueShutdownException.class, queue::newProducer);
    }

    @Test
    @DisplayName("after a shutdown a producer puts in vain, and may still be closed")
    void afterAShutdownByHand() {
        var producer = queue.newProducer();
        queue.shutdown();
        assertFalse(producer.tryPut("item"));
        assertTrue(producer.putAsync("item").isCompletedExceptionally());
        producer.close();
        assertTrue(queue.isShutdown());
    }

    @Test
    @DisplayName("four on threads of their own: everything arrives, and then the end")
    void onThreads() {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < 4; number++) {
            String name = number + ":";
            var producer = queue.newProducer();
            threads.add(
                    new Thread(
                            () -> {
                                try (producer) {
                                    for (int item = 0; item < 250; item++) {
                                        producer.putAsync(name + item).join();
                                    }
                                }
                            }));
        }
        threads.forEach(Thread::start);
        List<String> all = loop.runUntilComplete(() -> await(queue.asSequence().toListAsync()));
        threads.forEach(Wait::until);

        assertEquals(1000, all.size());
        assertEquals(1000, new HashSet<>(all).size());
        assertTrue(queue.isShutdown());
    }
}
