package dev.aiko.sync;

/**
 * How it stands with something that is lent out, at one moment.
 *
 * @param total how many permits there are; a lock has one
 * @param available how many of them are free
 * @param waiting how many wait in line
 */
public record WaitStatistics(int total, int available, int waiting) {}
