package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Wait;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What topics and subscriptions keep, and what they do not. */
class TopicMemoryTest {

    /** Publishes something that nobody here holds. */
    private static WeakReference<Object> publish(Topic<Object> topic) {
        var item = new Object();
        assertTrue(topic.tryPublish(item));
        return new WeakReference<>(item);
    }

    private static void isGone(WeakReference<Object> item, Object... keepers) {
        Wait.untilCollected("the item is garbage", () -> item.refersTo(null));
        Reference.reachabilityFence(keepers);
    }

    @Test
    @DisplayName("an item that fell out of the replay is not kept, also when it fell out in a wait")
    void pushedOut() {
        Topic<Object> topic = Topic.create(1);
        var first = publish(topic);
        publish(topic);
        isGone(first, topic);

        var slow = topic.subscribe(1, WhenFull.WAIT);
        var third = publish(topic);
        var fourth = topic.publishAsync("fourth");
        slow.nextAsync().join();
        slow.nextAsync().join();
        fourth.join();
        slow.close();
        isGone(third, topic, slow, fourth);
    }

    @Test
    @DisplayName("a closed topic keeps nothing for subscribers who cannot come any more")
    void closedTopic() {
        Topic<Object> topic = Topic.create(5);
        var item = publish(topic);
        topic.close();
        isGone(item, topic);
    }

    @Test
    @DisplayName("a closed subscription keeps neither what is left nor what it gave last")
    void closedSubscription() {
        Topic<Object> topic = Topic.create();
        var subscription = topic.subscribe(2, WhenFull.WAIT);
        var first = publish(topic);
        var second = publish(topic);
        subscription.nextAsync().join();
        subscription.close();
        isGone(first, topic, subscription);
        isGone(second, topic, subscription);
    }
}
