package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing a loop that still has jobs of its executor view: their futures end as cancelled. */
class CloseWithJobsPendingTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ScheduledExecutorService view = loop.asExecutorService();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("jobs that were submitted or scheduled, once or again and again, are cancelled")
    void everyKindOfJob() {
        List<Future<?>> jobs =
                List.of(
                        view.submit(trail.mark("run")),
                        view.submit(trail.mark("run"), "value"),
                        view.submit(() -> "value"),
                        view.schedule(trail.mark("run"), 1, HOURS),
                        view.schedule(() -> "value", 1, HOURS),
                        view.scheduleAtFixedRate(trail.mark("run"), 0, 1, HOURS),
                        view.scheduleWithFixedDelay(trail.mark("run"), 1, 1, HOURS));

        loop.close();

        for (Future<?> job : jobs) {
            assertTrue(job.isCancelled(), () -> "number " + jobs.indexOf(job));
            assertThrows(CancellationException.class, job::get);
        }
        trail.is();
        assertEquals(ZERO, loop.time());
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a periodic job between two runs is cancelled, and does not run again")
    void betweenTwoRuns() {
        var rate = view.scheduleAtFixedRate(trail.mark("rate"), 1, 1, SECONDS);
        var delay = view.scheduleWithFixedDelay(trail.mark("delay"), 1, 1, SECONDS);
        virtual.runFor(ofMillis(1_500));

        loop.close();

        assertTrue(rate.isCancelled());
        assertTrue(delay.isCancelled());
        trail.is("rate", "delay");
    }

    @Test
    @DisplayName("a view that is shut down after the loop is terminated at once")
    void shutDownAfterwards() throws Exception {
        view.schedule(trail.mark("run"), 1, HOURS);
        loop.close();

        assertEquals(List.of(), view.shutdownNow());

        assertTrue(view.awaitTermination(0, SECONDS));
        assertTrue(view.isTerminated());
    }
}
