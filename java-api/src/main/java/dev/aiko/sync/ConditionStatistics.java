package dev.aiko.sync;

/**
 * How it stands with a condition, and right after that with its lock.
 *
 * @param waiting how many wait for a signal; who was signalled waits for the lock
 * @param lock how it stands with the lock
 */
public record ConditionStatistics(int waiting, WaitStatistics lock) {}
