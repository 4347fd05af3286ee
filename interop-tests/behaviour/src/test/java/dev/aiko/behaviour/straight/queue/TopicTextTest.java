package dev.aiko.behaviour.straight.queue;

import static dev.aiko.behaviour.Sentences.tellsTheNextStep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.queue.QueueFullException;
import dev.aiko.queue.Topic;
import dev.aiko.queue.TopicStatistics;
import dev.aiko.queue.WhenFull;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How topics and subscriptions introduce themselves. */
class TopicTextTest {

    @Test
    @DisplayName("a topic says whether it is open, and how many have subscribed")
    void aTopic() {
        Topic<String> topic = Topic.create();
        assertEquals("<Topic open subscribers=0>", topic.toString());
        topic.subscribe(1, WhenFull.WAIT);
        assertEquals("<Topic open subscribers=1>", topic.toString());
        assertEquals(new TopicStatistics(1, 0, 0, false), topic.statistics());
        topic.close();
        assertEquals("<Topic closed subscribers=0>", topic.toString());
        assertEquals(new TopicStatistics(0, 0, 0, true), topic.statistics());
    }

    @Test
    @DisplayName("a topic says how many publish, and for whom they wait")
    void aBusyTopic() {
        Topic<Integer> topic = Topic.create(5);
        topic.subscribe(3, WhenFull.WAIT);
        topic.subscribe(1, WhenFull.WAIT);
        topic.tryPublish(1);
        var second = topic.publishAsync(2);
        var third = topic.publishAsync(3);
        assertEquals(
                "<Topic open subscribers=2 replayed=2/5 publishing=2"
                        + " waitingFor=[<Subscription open behind=1/1 whenFull=WAIT>]>",
                topic.toString());
        assertEquals(new TopicStatistics(2, 2, 2, false), topic.statistics());
        topic.close();
        assertTrue(second.handle((none, thrown) -> thrown != null).join());
        assertTrue(third.handle((none, thrown) -> thrown != null).join());
        assertEquals("<Topic closed subscribers=0 replayed=0/5>", topic.toString());
        assertEquals(new TopicStatistics(0, 0, 0, true), topic.statistics());
    }

    @Test
    @DisplayName("of many slow subscribers a topic names the first few")
    void manySlowOnes() {
        Topic<Integer> topic = Topic.create();
        for (int capacity = 1; capacity <= 4; capacity++) {
            topic.subscribe(1, WhenFull.WAIT);
        }
        topic.tryPublish(1);
        topic.publishAsync(2).isDone();
        String slow = "<Subscription open behind=1/1 whenFull=WAIT>, ";
        assertTrue(topic.toString().endsWith("=[" + slow.repeat(3) + "…]>"), topic::toString);
    }

    @Test
    @DisplayName("a subscription says how far it is behind, of how much, and whether it waits")
    void aSubscription() {
        Topic<String> topic = Topic.create(1);
        topic.tryPublish("a");
        var subscription = topic.subscribe(2, WhenFull.DROP_OLDEST);
        assertEquals(
                "<Subscription open behind=0/2 replayed=1 whenFull=DROP_OLDEST>",
                subscription.toString());
        topic.tryPublish("b");
        subscription.nextAsync().join();
        assertEquals(
                "<Subscription open behind=1/2 whenFull=DROP_OLDEST>", subscription.toString());
        subscription.nextAsync().join();
        var waits = subscription.nextAsync();
        assertEquals(
                "<Subscription open behind=0/2 whenFull=DROP_OLDEST waiting>",
                subscription.toString());
        subscription.close();
        assertTrue(waits.join().isEmpty());
        assertEquals(
                "<Subscription left behind=0/2 whenFull=DROP_OLDEST>", subscription.toString());
    }

    @Test
    @DisplayName("a subscription says that its topic is closed")
    void anEndedSubscription() {
        Topic<String> topic = Topic.create();
        var subscription = topic.subscribe(2, WhenFull.FAIL);
        topic.tryPublish("a");
        topic.close();
        assertEquals("<Subscription ended behind=1/2 whenFull=FAIL>", subscription.toString());
    }

    @Test
    @DisplayName("a subscription that was too slow names itself, and the topic as it was then")
    void tooSlow() {
        Topic<Integer> topic = Topic.create();
        var slow = topic.subscribe(1, WhenFull.FAIL);
        topic.subscribe(1, WhenFull.DROP_NEWEST);
        topic.tryPublish(1);
        topic.tryPublish(2);
        assertEquals(1, topic.subscribers());
        assertEquals("<Subscription failed behind=1/1 whenFull=FAIL>", slow.toString());
        slow.nextAsync().join();
        var failure = slow.nextAsync().handle((none, thrown) -> thrown).join();
        assertInstanceOf(QueueFullException.class, failure);
        tellsTheNextStep(
                failure,
                "<Subscription open behind=1/1 whenFull=FAIL>",
                "<Topic open subscribers=2>",
                "larger capacity");
    }
}
