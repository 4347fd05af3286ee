package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Publishers and subscribers on several threads and loops. */
class TopicThreadsTest {

    private static Task<List<Integer>> reader(Runner runner, Cursor<Integer> cursor) {
        return runner.loop()
                .submit(
                        () -> {
                            List<Integer> all = new ArrayList<>();
                            cursor.forEach(all::add);
                            return all;
                        });
    }

    @Test
    @DisplayName("all subscribers see all items in the same order")
    void oneOrder() {
        Topic<Integer> topic = Topic.create();
        try (var one = Runner.background("one");
                var other = Runner.background("other")) {
            var readers =
                    List.of(
                            reader(one, topic.subscribe(1, WhenFull.WAIT)),
                            reader(other, topic.subscribe(3, WhenFull.WAIT)));
            var publisher =
                    one.loop()
                            .submit(
                                    () -> {
                                        for (int number = 0; number < 500; number++) {
                                            await(topic.publishAsync(number));
                                        }
                                    });
            for (int number = 1000; number < 1500; number++) {
                topic.publishAsync(number).join();
            }
            publisher.join();
            topic.close();

            assertEquals(1000, readers.get(0).join().size());
            assertEquals(readers.get(0).join(), readers.get(1).join());
        }
    }

    @Test
    @DisplayName("one who subscribes while somebody publishes misses nothing, nor gets it twice")
    void subscribingMeanwhile() {
        for (int round = 0; round < 300; round++) {
            Topic<Integer> topic = Topic.create(1);
            topic.tryPublish(0);
            var publisher = new Thread(() -> topic.publishAsync(1).join());
            publisher.start();
            var cursor = topic.subscribe(1, WhenFull.WAIT);
            var first = cursor.nextAsync().join();
            Wait.until(publisher);
            topic.close();
            List<Integer> seen = new ArrayList<>(List.of(first.get()));
            cursor.nextAsync().join().ifPresent(seen::add);

            assertEquals(first.get() == 0 ? List.of(0, 1) : List.of(1), seen);
        }
    }
}
