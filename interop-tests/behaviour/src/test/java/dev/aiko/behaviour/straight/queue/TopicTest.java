package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every subscriber gets every item. */
class TopicTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private Task<List<Integer>> listener(Topic<Integer> topic) {
        Task<List<Integer>> task =
                loop.createTask(
                        () -> {
                            var all = new ArrayList<Integer>();
                            for (int number : topic.subscribe(1, WhenFull.WAIT)) {
                                all.add(number);
                            }
                            return all;
                        });
        virtual.settle();
        return task;
    }

    private void publish(Topic<Integer> topic, int... numbers) {
        loop.runUntilComplete(
                () -> {
                    for (int number : numbers) {
                        await(topic.publishAsync(number));
                    }
                });
        virtual.settle();
    }

    @Test
    @DisplayName("all get what is published from the time of their subscription on")
    void fromThenOn() {
        Topic<Integer> topic = Topic.create();
        publish(topic, 1);
        var early = listener(topic);
        publish(topic, 2, 3);
        var late = listener(topic);
        assertEquals(2, topic.subscribers());
        publish(topic, 4);
        topic.close();
        virtual.settle();

        assertEquals(List.of(2, 3, 4), early.result());
        assertEquals(List.of(4), late.result());
    }

    @Test
    @DisplayName("who comes late gets the last few again, and more than his capacity if need be")
    void replay() {
        Topic<Integer> topic = Topic.create(3);
        publish(topic, 1, 2);
        var early = listener(topic);
        publish(topic, 3, 4, 5);
        var late = listener(topic);
        publish(topic, 6);
        topic.close();
        virtual.settle();

        assertEquals(List.of(1, 2, 3, 4, 5, 6), early.result());
        assertEquals(List.of(3, 4, 5, 6), late.result());
    }

    @Test
    @DisplayName("with nobody there a publish is done at once")
    void nobodyThere() {
        Topic<Integer> topic = Topic.create();
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    await(topic.publishAsync(1));
                    trail.add("published");
                });
        assertTrue(topic.tryPublish(2));
        assertEquals(0, topic.subscribers());
        trail.is("published", "somebody else");
    }

    @Test
    @DisplayName("a subscription is open until it is closed")
    void closedSubscription() {
        Topic<Integer> topic = Topic.create();
        loop.runUntilComplete(
                () -> {
                    var one = topic.subscribe(5, WhenFull.WAIT);
                    try (var other = topic.subscribe(5, WhenFull.WAIT)) {
                        assertEquals(2, topic.subscribers());
                        await(topic.publishAsync(1));
                        assertEquals(1, await(other.nextAsync()).get());
                    }
                    assertEquals(1, topic.subscribers());
                    await(topic.publishAsync(2));
                    assertEquals(1, await(one.nextAsync()).get());
                    assertEquals(2, await(one.nextAsync()).get());
                    await(one.closeAsync());
                    assertTrue(await(one.nextAsync()).isEmpty());
                });
        assertEquals(0, topic.subscribers());
        assertFalse(topic.isClosed());
    }

    @Test
    @DisplayName("closing a subscription ends its wait for the next item")
    void closedWhileWaiting() {
        Topic<Integer> topic = Topic.create();
        loop.runUntilComplete(
                () -> {
                    var cursor = topic.subscribe(1, WhenFull.WAIT);
                    var next = cursor.nextAsync();
                    await(cursor.closeAsync());
                    assertTrue(await(next).isEmpty());
                });
    }

    @Test
    @DisplayName("two publishers who wait for slow subscribers are seen in one order by all")
    void oneOrder() {
        Topic<Integer> topic = Topic.create();
        List<Cursor<Integer>> cursors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cursors.add(loop.runUntilComplete(() -> topic.subscribe(1, WhenFull.WAIT)));
        }
        for (int publisher = 0; publisher < 2; publisher++) {
            int first = publisher * 100;
            loop.createTask(
                    () -> {
                        for (int number = first; number < first + 20; number++) {
                            await(topic.publishAsync(number));
                        }
                    });
        }
        var seen = new ArrayList<Task<List<Integer>>>();
        for (var cursor : cursors) {
            seen.add(
                    loop.createTask(
                            () -> {
                                var all = new ArrayList<Integer>();
                                while (all.size() < 40) {
                                    all.add(await(cursor.nextAsync()).get());
                                }
                                return all;
                            }));
        }
        for (var task : seen) {
            loop.runUntilComplete(task);
        }

        assertEquals(seen.get(0).result(), seen.get(1).result());
        assertEquals(seen.get(0).result(), seen.get(2).result());
    }
}
