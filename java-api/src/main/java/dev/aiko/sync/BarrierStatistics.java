package dev.aiko.sync;

/**
 * How it stands with a barrier, at one moment.
 *
 * @param parties how many wait for each other
 * @param waiting how many of them have come
 * @param isBroken whether it was aborted, and not reset since
 */
public record BarrierStatistics(int parties, int waiting, boolean isBroken) {}
