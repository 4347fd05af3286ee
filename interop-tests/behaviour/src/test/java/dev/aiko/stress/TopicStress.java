package dev.aiko.stress;

import org.junit.jupiter.api.Test;

/**
 * Those who publish, subscribe, leave, give up and close race: everybody sees the same order, and
 * whoever is waited for misses nothing from his first item to his last.
 */
class TopicStress {

    @Test
    void fromNowOn() throws Exception {
        Crowd.rounds(() -> new TopicCrowd(0));
    }

    @Test
    void withReplay() throws Exception {
        Crowd.rounds(() -> new TopicCrowd(2));
    }
}
