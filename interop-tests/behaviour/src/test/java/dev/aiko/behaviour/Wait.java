package dev.aiko.behaviour;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting that ends: for what other threads, or the garbage collector, are sure to do. */
public final class Wait {

    /** Far beyond what a slow machine needs; a test that gets here has failed. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private Wait() {}

    public static void until(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS), "nobody opened the latch");
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while waiting for a latch", interrupted);
        }
    }

    public static void until(String what, BooleanSupplier condition) {
        until(what, condition, Thread::yield);
    }

    /** Collects garbage until the condition holds. */
    public static void untilCollected(String what, BooleanSupplier condition) {
        until(what, condition, System::gc);
    }

    /** Joins a thread that is about to end. */
    public static void until(Thread thread) {
        try {
            thread.join(LIMIT.toMillis());
        } catch (InterruptedException interrupted) {
            throw new AssertionError("interrupted while joining " + thread, interrupted);
        }
        assertTrue(!thread.isAlive(), () -> thread + " did not end");
    }

    /** Runs the code on a thread of its own and waits for its end. */
    public static void onAnotherThread(Runnable code) {
        var failure = new Throwable[1];
        var thread = new Thread(code, "another");
        thread.setUncaughtExceptionHandler((t, thrown) -> failure[0] = thrown);
        thread.start();
        until(thread);
        if (failure[0] != null) {
            throw new AssertionError("failed on another thread", failure[0]);
        }
    }

    private static void until(String what, BooleanSupplier condition, Runnable meanwhile) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() - start < LIMIT.toNanos(),
                    () -> "waited in vain for this: " + what);
            meanwhile.run();
        }
    }
}
