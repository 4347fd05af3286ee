package dev.aiko.sync;

/**
 * How it stands with a lock of readers and a writer, at one moment.
 *
 * @param readers how many read
 * @param isWriteLocked whether somebody writes; then nobody reads
 * @param waiting how many wait, readers and writers
 */
public record ReadWriteLockStatistics(int readers, boolean isWriteLocked, int waiting) {}
