package dev.aiko.queue;

/**
 * How it stands with a topic, at one moment.
 *
 * @param subscribers how many subscriptions are open
 * @param publishing how many wait to publish: one for slow subscribers, the others for their turn
 * @param replayed how many items the next subscriber begins with
 * @param isClosed whether it is closed
 */
public record TopicStatistics(int subscribers, int publishing, int replayed, boolean isClosed) {}
