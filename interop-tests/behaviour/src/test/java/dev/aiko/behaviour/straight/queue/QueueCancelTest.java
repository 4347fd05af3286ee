package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Getters and putters that are cancelled, and wake-ups that must not be lost. */
class QueueCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncQueue<String> queue = AsyncQueue.create(1);
    private final QueueTasks<String> tasks = new QueueTasks<>(virtual, queue);

    @Test
    @DisplayName("Q-08 a cancelled getter uses up neither an item nor a wake-up")
    void aGetter() {
        var first = tasks.getter();
        var second = tasks.getter();
        first.cancel("enough");
        virtual.settle();
        assertEquals(1, queue.statistics().getting());
        queue.putNow("item");
        virtual.settle();

        assertTrue(first.isCancelled());
        assertEquals("item", second.result());
    }

    @Test
    @DisplayName("Q-08 nor does one whose time is over, a hundred times")
    void aLimitedGetter() {
        loop.runUntilComplete(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        assertThrows(
                                TimeoutException.class,
                                () -> await(queue.getAsync(), ofSeconds(1)));
                        assertEquals(0, queue.statistics().getting());
                    }
                    await(queue.putAsync("item"));
                    assertEquals("item", await(queue.getAsync(), ofSeconds(1)));
                });
    }

    @Test
    @DisplayName("Q-08 cancelled in the turn of the put, it leaves the item to the next one")
    void aGetterInTheTurnOfThePut() {
        var first = tasks.getter();
        var second = tasks.getter();
        queue.putNow("item");
        first.cancel("now");
        virtual.settle();

        assertTrue(first.isCancelled());
        assertEquals("item", second.result());
        assertEquals(1, queue.unfinished());
    }

    @Test
    @DisplayName("Q-09 a cancelled put adds nothing and leaves nothing in the line")
    void aPutter() {
        queue.putNow("first");
        var second = tasks.putter("second");
        second.cancel("enough");
        virtual.settle();
        assertEquals(0, queue.statistics().putting());
        assertEquals(1, queue.unfinished());
        assertEquals("first", queue.getNow());

        assertTrue(queue.isEmpty());
        assertTrue(second.isCancelled());
    }

    @Test
    @DisplayName("Q-10 a put that is cancelled when room was made for it ends just cancelled")
    void aPutterThatWasGivenRoom() {
        queue.putNow("first");
        var second = tasks.putter("second");
        loop.callSoon(
                () -> {
                    assertEquals("first", queue.getNow());
                    second.cancel("now");
                });
        virtual.settle();

        assertTrue(second.isCancelled());
        assertTrue(virtual.reports().isEmpty());
        assertTrue(queue.isEmpty());
        assertEquals(1, queue.unfinished());
    }

    @Test
    @DisplayName(
            "Q-11 of two that wait to put, cancelling the later lets the earlier one's item in")
    void theLaterPutter() {
        queue.putNow("a");
        var b = tasks.putter("b");
        var c = tasks.putter("c");
        c.cancel("enough");
        assertEquals("a", queue.getNow());
        virtual.settle();
        assertTrue(b.isDone());
        assertFalse(b.isCancelled());

        assertEquals("b", queue.getNow());
        assertTrue(queue.isEmpty());
    }

    @Test
    @DisplayName("Q-11 cancelling the earlier one, whose turn it was, lets the later one's item in")
    void theEarlierPutter() {
        queue.putNow("a");
        var b = tasks.putter("b");
        var c = tasks.putter("c");
        assertEquals("a", queue.getNow());
        b.cancel("now");
        virtual.settle();

        assertTrue(b.isCancelled());
        assertTrue(c.isDone());
        assertEquals("c", queue.getNow());
    }

    @Test
    @DisplayName("Q-12 a callback that takes several wakes as many who wait to put")
    void severalAtOnce() {
        AsyncQueue<String> wide = AsyncQueue.create(3);
        wide.putNow("1");
        wide.putNow("2");
        wide.putNow("3");
        var putters = new ArrayList<Task<?>>();
        for (String item : new String[] {"4", "5", "6"}) {
            putters.add(loop.createTask(() -> await(wide.putAsync(item))));
        }
        virtual.settle();
        var got = new ArrayList<String>();
        loop.callSoon(
                () -> {
                    for (int i = 0; i < 3; i++) {
                        got.add(wide.getNow());
                    }
                });
        virtual.settle();
        putters.forEach(putter -> assertTrue(putter.isDone()));
        wide.drainTo(got);

        assertEquals(List.of("1", "2", "3", "4", "5", "6"), got);
    }

    @Test
    @DisplayName("Q-13 one who puts and one who gets through one place always come to the end")
    void throughOnePlace() {
        var got = new ArrayList<String>();
        loop.runUntilComplete(
                () -> {
                    var producer =
                            loop.createTask(
                                    () -> {
                                        for (int number = 0; number < 500; number++) {
                                            await(queue.putAsync("" + number));
                                        }
                                    });
                    for (int number = 0; number < 500; number++) {
                        got.add(await(queue.getAsync(), ofSeconds(1)));
                    }
                    await(producer);
                });

        assertEquals(500, got.size());
        assertEquals("499", got.get(499));
        assertTrue(queue.isEmpty());
    }
}
