package dev.aiko.behaviour.straight.loop;

import static java.util.concurrent.TimeUnit.HOURS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing a loop while other threads wait for jobs of its executor view: nobody hangs. */
class CloseWithJobsAwaitedTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ScheduledExecutorService view = loop.asExecutorService();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("threads that wait for a job are set free")
    void waitingThreads() {
        Future<?> submitted = view.submit(trail.mark("run"));
        Future<?> scheduled = view.schedule(trail.mark("run"), 1, HOURS);
        Future<?> periodic = view.scheduleAtFixedRate(trail.mark("run"), 1, 1, HOURS);
        List<Thread> waiters =
                List.of(waiterFor(submitted), waiterFor(scheduled), waiterFor(periodic));

        loop.close();

        waiters.forEach(Wait::until);
        trail.is("set free", "set free", "set free");
    }

    private Thread waiterFor(Future<?> job) {
        var waiter =
                new Thread(
                        () -> {
                            assertThrows(CancellationException.class, job::get);
                            trail.add("set free");
                        });
        return startedAndWaiting(waiter);
    }

    private static Thread startedAndWaiting(Thread thread) {
        thread.start();
        Wait.until("it waits", () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }

    @Test
    @DisplayName("a view that was shut down before is terminated, and who waits for that goes on")
    void awaitTermination() {
        view.submit(trail.mark("run"));
        view.schedule(trail.mark("run"), 1, HOURS);
        view.shutdown();
        assertFalse(view.isTerminated());
        var terminated = new boolean[1];
        var waiter =
                new Thread(
                        () -> {
                            try {
                                terminated[0] = view.awaitTermination(1, HOURS);
                            } catch (InterruptedException interrupted) {
                                throw new AssertionError(interrupted);
                            }
                        });
        waiter.start();

        loop.close();

        Wait.until(waiter);
        assertTrue(terminated[0]);
        assertTrue(view.isTerminated());
        trail.is();
    }

    @Test
    @DisplayName("invokeAll on another thread comes back with jobs that are all done")
    void invokeAll() {
        var caller =
                new Thread(
                        () -> {
                            try {
                                var jobs = view.invokeAll(List.of(() -> "one", () -> "two"));
                                jobs.forEach(job -> trail.add("cancelled " + job.isCancelled()));
                            } catch (InterruptedException interrupted) {
                                throw new AssertionError(interrupted);
                            }
                        });
        startedAndWaiting(caller);

        loop.close();

        Wait.until(caller);
        trail.is("cancelled true", "cancelled true");
    }
}
