package dev.aiko.loop;

import java.time.Duration;

/** A callback waiting for its time. */
public interface TimerHandle extends Handle {

    /** When it is due, on the clock of {@link EventLoop#time()}. */
    Duration when();
}
