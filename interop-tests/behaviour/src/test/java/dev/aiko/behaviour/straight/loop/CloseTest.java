package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What closing does to callbacks, timers and the default executor. */
class CloseTest {

    private final EventLoop loop = Aiko.newEventLoop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("LOOP-15 closing throws queued callbacks and timers away without running them")
    void callbacksAndTimersAreThrownAway() {
        loop.callSoon(trail.mark("callback"));
        loop.execute(trail.mark("command"));
        loop.callLater(ZERO, trail.mark("due timer"));
        loop.callLater(ofSeconds(1), trail.mark("timer"));
        loop.callAt(loop.time(), trail.mark("timer at"));

        loop.close();

        trail.is();
    }

    @Test
    @DisplayName("LOOP-15 they do not run either while tasks get turns for their cleanup")
    void callbacksDoNotRunDuringCleanup() {
        loop.createTask(
                () -> {
                    try {
                        Aiko.await(loop.createFuture());
                    } finally {
                        Aiko.yieldNow();
                        trail.add("cleanup");
                    }
                });
        loop.callSoon(loop::stop);
        loop.runForever();
        loop.callSoon(trail.mark("callback"));
        loop.callLater(ZERO, trail.mark("timer"));

        loop.close();

        trail.is("cleanup");
    }

    @Test
    @DisplayName("LOOP-16 closing shuts the default executor down and does not wait for its jobs")
    void closingDoesNotWaitForJobs() {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var worker = new Thread[1];
        loop.runInExecutor(
                null,
                () -> {
                    worker[0] = Thread.currentThread();
                    started.countDown();
                    Wait.until(release);
                    trail.add("interrupted " + Thread.currentThread().isInterrupted());
                    ended.countDown();
                    return null;
                });
        Wait.until(started);

        loop.close();

        assertEquals(1, ended.getCount(), "the job is still running");
        release.countDown();
        Wait.until(ended);
        trail.is("interrupted false");
        Wait.until(worker[0]);
    }

    @Test
    @DisplayName("a try block closes the loop")
    void aTryBlockCloses() {
        EventLoop seen;
        try (EventLoop inBlock = Aiko.newEventLoop()) {
            assertFalse(inBlock.isClosed());
            seen = inBlock;
        }
        assertTrue(seen.isClosed());
        loop.close();
    }
}
