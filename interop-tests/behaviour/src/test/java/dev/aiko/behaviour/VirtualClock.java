package dev.aiko.behaviour;

import dev.aiko.loop.LoopClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock on which hours pass in a moment: sleeping until a deadline moves the time there.
 *
 * <p>Without a deadline it parks, as a real loop does, until another thread brings work. It keeps
 * the list of all deadlines, so that a test can tell what a loop slept for. Safe from every thread.
 */
public final class VirtualClock implements LoopClock {

    private final AtomicLong now = new AtomicLong();
    private final List<Long> deadlines = new CopyOnWriteArrayList<>();
    private final CountDownLatch idle = new CountDownLatch(1);

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleepUntil(long deadline) {
        deadlines.add(deadline);
        if (deadline == FOREVER) {
            idle.countDown();
            LockSupport.park(this);
        } else {
            now.accumulateAndGet(deadline, Math::max);
        }
    }

    /** Lets time pass while something runs. */
    public void advance(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** The deadlines of all sleeps so far, {@link #FOREVER} where there was none. */
    public List<Long> deadlines() {
        return List.copyOf(deadlines);
    }

    /** Waits until the loop has, for the first time, nothing at all to do. */
    public void awaitIdle() {
        Wait.until(idle);
    }
}
