package dev.aiko.queue;

/**
 * How it stands with a queue, at one moment.
 *
 * @param size how many items are there
 * @param capacity how many may be there; zero for any number
 * @param getting how many wait for an item
 * @param putting how many wait for room
 * @param unfinished how many items were put and are not done
 */
public record QueueStatistics(int size, int capacity, int getting, int putting, int unfinished) {}
