package dev.aiko.sync;

/**
 * What an acquire gives: closing it gives back what was acquired.
 *
 * <p>Closing it twice is harmless, and any task or thread may do it. What happened before the
 * closing happens before whatever the next one in line does.
 */
public interface Lease extends AutoCloseable {

    /** Gives back, and lets the next one in. Never waits. */
    @Override
    void close();
}
