package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.toThread;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a run does after its main task has ended. */
class ShutdownTest {

    private final List<ErrorReport> reports = new ArrayList<>();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("RUN-05 a left-over task that fails is reported, and the main value comes back")
    void failingLeftOvers() {
        var failure = new IllegalArgumentException("boom");
        var left = new Task<?>[1];
        String value =
                Aiko.run(
                        () -> {
                            runningLoop()
                                    .setExceptionHandler((loop, report) -> reports.add(report));
                            left[0] =
                                    createTask(
                                            () -> {
                                                try {
                                                    await(sleep(ofHours(1)));
                                                } catch (CancellationException cancelled) {
                                                    throw failure;
                                                }
                                            });
                            yieldNow();
                            return "value";
                        });

        assertEquals("value", value);
        assertEquals(1, reports.size());
        assertSame(failure, reports.get(0).exception());
        assertSame(left[0], reports.get(0).future());
    }

    @Test
    @DisplayName("RUN-05 left-over tasks that end as cancelled, or with a value, are not reported")
    void quietLeftOvers() {
        Aiko.run(
                () -> {
                    runningLoop().setExceptionHandler((loop, report) -> reports.add(report));
                    createTask(() -> await(sleep(ofHours(1))));
                    createTask(
                            () -> {
                                try {
                                    await(sleep(ofHours(1)));
                                } catch (CancellationException cancelled) {
                                    trail.add("caught");
                                }
                            });
                    yieldNow();
                });

        trail.is("caught");
        assertEquals(List.of(), reports);
    }

    @Test
    @DisplayName("RUN-06 the default executor is shut down after the tasks, its jobs waited for")
    void jobsAreWaitedFor() {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var worker = new Thread[1];
        var loop = new EventLoop[1];
        Aiko.run(
                () -> {
                    loop[0] = runningLoop();
                    toThread(
                            () -> {
                                worker[0] = Thread.currentThread();
                                started.countDown();
                                Wait.until(release);
                                for (int look = 0; look < 1_000; look++) {
                                    Thread.yield();
                                    assertFalse(loop[0].isClosed());
                                }
                                trail.add("job ended");
                            });
                    createTask(
                            () -> {
                                try {
                                    await(sleep(ofHours(1)));
                                } finally {
                                    trail.add("task ended");
                                    release.countDown();
                                }
                            });
                    yieldNow();
                    Wait.until(started);
                    trail.add("main ended");
                });
        trail.add("run returned");

        trail.is("main ended", "task ended", "job ended", "run returned");
        Wait.until(worker[0]);
    }
}
