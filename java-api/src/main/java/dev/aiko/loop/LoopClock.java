package dev.aiko.loop;

/**
 * Time, as a loop sees it: the one seam between the engine and the clock, so that a test can let
 * hours pass in a moment.
 */
public interface LoopClock {

    /** No timer is waiting: sleep until woken. */
    long FOREVER = Long.MAX_VALUE;

    /** Nanoseconds since some fixed moment; never goes backwards. */
    long nanoTime();

    /**
     * Blocks the calling thread, which drives the loop and has nothing to do, until {@code
     * deadline} has come on this clock or somebody unparks the thread. Returning early is allowed;
     * the loop looks around and sleeps again.
     */
    void sleepUntil(long deadline);
}
