package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.List;
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

    static LoopFuture<Void> serveAsync(AsyncQueue<String> counter, List<String> served) {
        return counter.asSequence()
                .forEachAsync(
                        dish -> {
                            served.add(dish);
                            return brewAsync(dish, 1);
                        });
    }

    static List<String> twoCooks(AsyncQueue<String> counter) {
        return TaskGroup.run(
                group -> {
                    for (var dish : List.of("soup", "salad")) {
                        var producer = counter.newProducer();
                        group.createTask(
                                () -> {
                                    try (producer) {
                                        await(producer.putAsync(brew(dish, 1)));
                                    }
                                });
                    }
                    return serve(counter);
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

    static List<String> listen(Topic<String> news) {
        var heard = new ArrayList<String>();
        try (var subscription = news.subscribe(8, WhenFull.DROP_OLDEST)) {
            for (var item : subscription) {
                heard.add(item);
            }
        }
        return heard;
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
    }

    @Test
    void withFuturesToo() {
        AsyncQueue<String> counter = AsyncQueue.create(2);
        List<String> served = new ArrayList<>();
        loop.runUntilComplete(
                () -> {
                    var serving = serveAsync(counter, served);
                    cook(counter, MENU);
                    await(serving);
                });
        assertEquals(MENU, served);
    }

    @Test
    void theLastProducerShutsDown() {
        assertEquals(
                List.of("soup", "salad"),
                loop.runUntilComplete(() -> twoCooks(AsyncQueue.create(2))));
    }

    @Test
    void allIsWashed() {
        AsyncQueue<String> sink = AsyncQueue.unbounded();
        MENU.forEach(sink::putNow);
        loop.runUntilComplete(() -> washUp(sink));
        assertEquals(0, sink.unfinished());
    }

    @Test
    void everybodyHearsTheNews() {
        Topic<String> news = Topic.create();
        loop.runUntilComplete(
                () -> {
                    var one = createTask(() -> listen(news));
                    var other = createTask(() -> listen(news));
                    yieldNow();
                    await(news.publishAsync("the soup is ready"));
                    news.close();
                    assertEquals(List.of("the soup is ready"), await(one));
                    assertEquals(List.of("the soup is ready"), await(other));
                });
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
}
