package dev.aiko.sync;

/**
 * How it stands with an event, at one moment.
 *
 * @param isSet whether it is set
 * @param waiting how many wait for that
 */
public record EventStatistics(boolean isSet, int waiting) {}
