package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.sequence.Cursor;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.Task;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the guide warns of among the usual mistakes does happen, and what it advises helps. */
class GuideWarningsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("a producer that is closed in a body which never begins stays open")
    void aProducerInABodyThatNeverBegins() {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        var producer = queue.newProducer();
        var put =
                loop.createTask(
                        () -> {
                            try (producer) {
                                await(producer.putAsync("soup"));
                            }
                        });
        put.cancel("no time");
        virtual.settle();
        assertTrue(put.isCancelled());
        assertFalse(queue.isShutdown());
    }

    @Test
    @DisplayName("one that is closed on the end of the task is closed, however that ends")
    void aProducerOnTheEndOfItsTask() {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        var producer = queue.newProducer();
        var put =
                loop.createTask(
                        () -> {
                            await(producer.putAsync("soup"));
                        });
        put.whenComplete((done, failed) -> producer.close());
        put.cancel("no time");
        virtual.settle();
        assertTrue(queue.isShutdown());
    }

    @Test
    @DisplayName("the failure of such a task is told once, by its group")
    void aProducerWhoseTaskFails() {
        AsyncQueue<String> queue = AsyncQueue.create(2);
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TaskGroupException.class,
                            () ->
                                    TaskGroup.run(
                                            group -> {
                                                var producer = queue.newProducer();
                                                group.createTask(() -> spill("soup", 1))
                                                        .whenComplete((d, f) -> producer.close());
                                            }));
                });
        assertTrue(queue.isShutdown());
        loop.close();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a WAIT subscription that was left with break stops the publisher until its close")
    void aSubscriptionLeftOpen() {
        Topic<String> news = Topic.create();
        Cursor<String> subscription = news.subscribe(1, WhenFull.WAIT);
        loop.runUntilComplete(
                () -> {
                    await(news.publishAsync("soup"));
                    for (var item : subscription) {
                        assertEquals("soup", item);
                        break;
                    }
                    await(news.publishAsync("fish"));
                });
        var publish = loop.createTask(() -> await(news.publishAsync("cake")));
        virtual.settle();
        assertFalse(publish.isDone());
        assertEquals(1, news.subscribers());
        assertEquals(1, news.statistics().publishing());
        subscription.close();
        virtual.settle();
        assertTrue(publish.isDone());
    }

    @Test
    @DisplayName("so does one whose loop has closed")
    void aSubscriptionOfAClosedLoop() {
        Topic<String> news = Topic.create();
        try (var closing = Runner.create()) {
            closing.run(
                    () -> {
                        var subscription = news.subscribe(1, WhenFull.WAIT);
                        assertFalse(subscription.nextAsync().isDone());
                    });
        }
        assertTrue(news.tryPublish("soup"));
        var publish = loop.createTask(() -> await(news.publishAsync("fish")));
        virtual.settle();
        assertFalse(publish.isDone());
        publish.cancel("nobody will come");
        virtual.settle();
    }

    @Test
    @DisplayName("a comparator runs on the thread of whoever takes, and the queue stands still")
    void aComparatorInsideTheQueue() {
        var outsider = new AtomicReference<Thread>();
        var queue = new AtomicReference<AsyncQueue<Integer>>();
        Comparator<Integer> order =
                (one, other) -> {
                    if (Thread.currentThread().getName().equals("another")) {
                        var looks = new Thread(() -> queue.get().size());
                        if (outsider.compareAndSet(null, looks)) {
                            looks.start();
                            Wait.until(
                                    "it stands before the queue",
                                    () -> looks.getState() == Thread.State.BLOCKED);
                        }
                    }
                    return Integer.compare(one, other);
                };
        queue.set(AsyncQueue.priority(2, order));
        queue.get().putNow(1);
        queue.get().putNow(2);
        var put = queue.get().putAsync(3);
        Wait.onAnotherThread(() -> assertEquals(1, queue.get().getNow()));
        put.join();
        Wait.until(outsider.get());
    }

    @Test
    @DisplayName("a runner that is not driven and not closed keeps the lock that came to it")
    void aRunnerThatIsNotClosed() {
        var stove = AsyncLock.create();
        assertTrue(stove.tryAcquire());
        var runner = Runner.create();
        var cook =
                runner.run(
                                () -> {
                                    var frying = createTask(() -> LocksPageTest.fry(stove, "egg"));
                                    yieldNow();
                                    return new Task<?>[] {frying};
                                })[0];
        assertEquals(1, stove.statistics().waiting());
        stove.release();
        assertTrue(stove.isLocked());
        assertFalse(cook.isDone());
        runner.close();
        assertTrue(cook.isCancelled());
        assertFalse(stove.isLocked());
    }

    @Test
    @DisplayName(
            "the futures of all threads without a loop go on in one, which is no place to block")
    void theLoopOfThreadsWithoutOne() {
        AsyncQueue<String> soups = AsyncQueue.unbounded();
        AsyncQueue<String> cakes = AsyncQueue.unbounded();
        var loops = new CompletableFuture<?>[2];
        Wait.onAnotherThread(() -> loops[0] = soups.getAsync().thenApply(soup -> runningLoop()));
        Wait.onAnotherThread(() -> loops[1] = cakes.getAsync().thenApply(cake -> runningLoop()));
        var stove = AsyncLock.create();
        assertTrue(stove.tryAcquire());
        var blocks = stove.acquireAsync().thenApply(lease -> acquireBlocking(stove));
        soups.putNow("soup");
        cakes.putNow("cake");
        stove.release();

        assertEquals("aiko-elsewhere", ((EventLoop) loops[0].join()).name());
        assertSame(loops[0].join(), loops[1].join());
        assertEquals(
                "acquireBlocking would block EventLoop 'aiko-elsewhere'; await its Async twin"
                        + " instead, or suspend.",
                assertThrows(CompletionException.class, blocks::join).getCause().getMessage());
    }

    private static Lease acquireBlocking(AsyncLock stove) {
        try {
            return stove.acquireBlocking();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        }
    }

    @Test
    @DisplayName("so do the bodies of withLockAsync, unless the lock is free")
    void theBodyOfWithLock() {
        var stove = AsyncLock.create();
        var atOnce = stove.withLockAsync(() -> completedFuture(Thread.currentThread()));
        assertSame(Thread.currentThread(), atOnce.join());
        assertTrue(stove.tryAcquire());
        var later = stove.withLockAsync(() -> completedFuture(runningLoop()));
        stove.release();
        assertEquals("aiko-elsewhere", later.join().name());
    }
}
