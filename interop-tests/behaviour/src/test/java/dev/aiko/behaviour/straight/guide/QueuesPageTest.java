package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static java.time.Duration.ofSeconds;
import static java.util.Comparator.comparingInt;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/queues.md. */
class QueuesPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    static void cook(AsyncQueue<String> counter, List<String> dishes) {
        for (var dish : dishes) {
            await(counter.putAsync(brew(dish, 1)));
        }
        counter.shutdown();
    }

    static List<String> serve(AsyncQueue<String> counter) {
        var served = new ArrayList<String>();
        for (var dish : counter.asSequence()) {
            served.add(dish);
        }
        return served;
    }

    static CompletableFuture<Void> cookAsync(AsyncQueue<String> counter, List<String> dishes) {
        return AsyncSequence.of(dishes)
                .forEachAsync(dish -> brewAsync(dish, 1).thenCompose(counter::putAsync))
                .thenRun(counter::shutdown);
    }

    static LoopFuture<List<String>> serveAsync(AsyncQueue<String> counter) {
        return counter.asSequence().toListAsync();
    }

    static List<String> shortestFirst(List<String> dishes) {
        AsyncQueue<String> orders = AsyncQueue.priority(0, comparingInt(String::length));
        for (var dish : dishes) {
            await(orders.putAsync(dish));
        }
        orders.shutdown();
        return serve(orders);
    }

    static LoopFuture<List<String>> shortestFirstAsync(List<String> dishes) {
        AsyncQueue<String> orders = AsyncQueue.priority(0, comparingInt(String::length));
        dishes.forEach(orders::putNow);
        orders.shutdown();
        return serveAsync(orders);
    }

    static List<String> tray(AsyncQueue<String> counter) {
        var tray = new ArrayList<>(List.of(await(counter.getAsync())));
        counter.drainTo(tray, 4);
        return tray;
    }

    static CompletableFuture<List<String>> trayAsync(AsyncQueue<String> counter) {
        return counter.getAsync()
                .thenApply(
                        first -> {
                            var tray = new ArrayList<>(List.of(first));
                            counter.drainTo(tray, 4);
                            return tray;
                        });
    }

    static void carry(AsyncQueue<String> from, AsyncQueue<String> to) throws InterruptedException {
        to.putBlocking(from.getBlocking());
    }

    static CompletableFuture<Void> carryAsync(AsyncQueue<String> from, AsyncQueue<String> to) {
        return from.getAsync().thenCompose(to::putAsync);
    }

    static List<String> twoCooks(AsyncQueue<String> counter) {
        return TaskGroup.run(
                group -> {
                    for (var dish : List.of("soup", "salad")) {
                        var producer = counter.newProducer();
                        group.createTask(
                                        () -> {
                                            await(producer.putAsync(brew(dish, 1)));
                                        })
                                .whenComplete((done, failed) -> producer.close());
                    }
                    return serve(counter);
                });
    }

    static Task<List<String>> twoCooksAsync(AsyncQueue<String> counter) {
        return TaskGroup.start(
                group -> {
                    for (var dish : List.of("soup", "salad")) {
                        var producer = counter.newProducer();
                        group.composeTask(() -> brewAsync(dish, 1).thenCompose(producer::putAsync))
                                .whenComplete((done, failed) -> producer.close());
                    }
                    return serveAsync(counter);
                });
    }

    static void washUp(AsyncQueue<String> sink) {
        TaskGroup.run(
                group -> {
                    var washer =
                            group.createTask(
                                    () -> {
                                        while (true) {
                                            brew(await(sink.getAsync()), 1);
                                            sink.taskDone();
                                        }
                                    });
                    await(sink.joinAsync());
                    washer.cancel("all is clean");
                });
    }

    static CompletableFuture<Void> washUpAsync(AsyncQueue<String> sink) {
        var washer =
                sink.asSequence().forEachAsync(dish -> brewAsync(dish, 1).thenRun(sink::taskDone));
        return sink.joinAsync().thenRun(() -> washer.cancel("all is clean"));
    }

    static void announce(Topic<String> news, List<String> items) {
        for (var item : items) {
            await(news.publishAsync(item));
        }
        news.close();
    }

    static List<String> listen(Topic<String> news) {
        var heard = new ArrayList<String>();
        try (var subscription = news.subscribe(8, WhenFull.DROP_OLDEST)) {
            for (var item : subscription) {
                heard.add(item);
            }
        }
        return heard;
    }

    static CompletableFuture<Void> announceAsync(Topic<String> news, List<String> items) {
        return AsyncSequence.of(items).forEachAsync(news::publishAsync).thenRun(news::close);
    }

    static CompletableFuture<Void> listenAsync(Topic<String> news, List<String> heard) {
        return usingAsync(
                news.subscribe(8, WhenFull.DROP_OLDEST), subscription -> hear(subscription, heard));
    }

    static CompletableFuture<Void> hear(Cursor<String> subscription, List<String> heard) {
        return subscription
                .nextAsync()
                .thenComposeAsync(
                        item -> {
                            if (item.isEmpty()) return completedFuture(null);
                            heard.add(item.get());
                            return hear(subscription, heard);
                        });
    }

    private static final List<String> MENU = List.of("soup", "fish", "cake");

    @Test
    void whatIsCookedIsServed() {
        AsyncQueue<String> counter = AsyncQueue.create(2);
        loop.runUntilComplete(
                () -> {
                    var waiter = createTask(() -> serve(counter));
                    cook(counter, MENU);
                    assertEquals(MENU, await(waiter));
                });
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    void whatIsCookedIsServedByFutures() {
        AsyncQueue<String> counter = AsyncQueue.create(2);
        loop.runUntilComplete(
                () -> {
                    var served = serveAsync(counter);
                    await(cookAsync(counter, MENU));
                    assertEquals(MENU, await(served));
                });
        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    void theShortestComeFirst() {
        List<String> dishes = List.of("porridge", "stew", "fish", "pie");
        List<String> sorted = List.of("pie", "stew", "fish", "porridge");
        assertEquals(sorted, loop.runUntilComplete(() -> shortestFirst(dishes)));
        assertEquals(sorted, loop.runUntilComplete(() -> await(shortestFirstAsync(dishes))));
    }

    @Test
    void trayTakesWhatIsThere() {
        AsyncQueue<String> counter = AsyncQueue.unbounded();
        loop.runUntilComplete(
                () -> {
                    var early = createTask(() -> tray(counter));
                    yieldNow();
                    counter.putNow("soup");
                    assertEquals(List.of("soup"), await(early));
                    List.of("a", "b", "c", "d", "e", "f", "g").forEach(counter::putNow);
                    assertEquals(List.of("a", "b", "c", "d", "e"), tray(counter));
                    assertEquals(List.of("f", "g"), await(trayAsync(counter)));
                });
    }

    @Test
    void plainThreadsCarry() {
        AsyncQueue<String> from = AsyncQueue.create(1);
        AsyncQueue<String> to = AsyncQueue.create(1);
        var carrier =
                new Thread(
                        () -> {
                            assertDoesNotThrow(() -> carry(from, to));
                            carryAsync(from, to).join();
                        });
        carrier.start();
        loop.runUntilComplete(
                () -> {
                    await(from.putAsync("soup"));
                    await(from.putAsync("cake"));
                    assertEquals("soup", await(to.getAsync()));
                    assertEquals("cake", await(to.getAsync()));
                });
        Wait.until(carrier);
    }

    @Test
    void theLastProducerShutsDown() {
        List<String> both = List.of("soup", "salad");
        assertEquals(both, loop.runUntilComplete(() -> twoCooks(AsyncQueue.create(2))));
        assertEquals(both, loop.runUntilComplete(() -> await(twoCooksAsync(AsyncQueue.create(2)))));
    }

    @Test
    void allIsWashed() {
        AsyncQueue<String> sink = AsyncQueue.unbounded();
        MENU.forEach(sink::putNow);
        loop.runUntilComplete(() -> washUp(sink));
        assertEquals(0, sink.unfinished());
        MENU.forEach(sink::putNow);
        loop.runUntilComplete(() -> await(washUpAsync(sink)));
        assertEquals(0, sink.unfinished());
        virtual.settle();
        assertEquals(0, sink.statistics().getting());
    }

    @Test
    void everybodyHearsTheNews() {
        Topic<String> news = Topic.create();
        List<String> items = List.of("the soup is ready", "the cake is out");
        List<String> heard = new ArrayList<>();
        loop.runUntilComplete(
                () -> {
                    var one = createTask(() -> listen(news));
                    var other = listenAsync(news, heard);
                    yieldNow();
                    announce(news, items);
                    assertEquals(items, await(one));
                    await(other);
                });
        assertEquals(items, heard);
    }

    @Test
    void newsOfFutures() {
        Topic<String> news = Topic.create();
        List<String> heard = new ArrayList<>();
        loop.runUntilComplete(
                () -> {
                    var listening = listenAsync(news, heard);
                    await(announceAsync(news, MENU));
                    await(listening);
                });
        assertEquals(MENU, heard);
    }

    @Test
    void whatTheTextsSay() {
        AsyncQueue<String> counter = AsyncQueue.create(2);
        assertEquals(
                "taskDone() was called more often than items were put into"
                        + " <AsyncQueue size=0/2 items=[] unfinished=0>; call it once for each item"
                        + " that was taken.",
                assertThrows(IllegalStateException.class, counter::taskDone).getMessage());
    }

    @Test
    void whoIsWaitedFor() {
        Topic<Integer> news = Topic.create();
        news.subscribe(8, WhenFull.DROP_OLDEST);
        news.subscribe(8, WhenFull.WAIT);
        for (int number = 1; number <= 8; number++) {
            assertTrue(news.tryPublish(number));
        }
        assertFalse(news.publishAsync(9).isDone());
        assertEquals(
                "<Topic open subscribers=2 publishing=1"
                        + " waitingFor=[<Subscription open behind=8/8 whenFull=WAIT>]>",
                news.toString());
    }
}
