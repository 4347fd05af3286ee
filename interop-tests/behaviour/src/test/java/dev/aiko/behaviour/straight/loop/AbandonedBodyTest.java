package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies that still wait when their loop has closed are left to their fate, and reported. */
class AbandonedBodyTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    @DisplayName("a body that swallows its cancellation and waits on is abandoned and reported")
    void aBodyThatWaitsOnIsAbandoned() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                await(loop.createFuture());
                            } catch (CancellationException cancelled) {
                                trail.add("swallowed");
                            }
                            return waitOn();
                        });
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        assertEquals(1, virtual.reports().size());
        assertSame(task, virtual.reports().get(0).future());
        assertTrue(virtual.reports().get(0).message().contains(task.name()));
        Wait.until(ended);
        trail.is("swallowed", "await threw");
    }

    @Test
    @DisplayName("a body whose cleanup takes time is abandoned, for closing waits for nothing")
    void aSlowCleanupIsAbandoned() {
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } finally {
                                await(sleep(ofSeconds(1)));
                                trail.add("cleaned up");
                            }
                        });
        virtual.settle();

        loop.close();

        assertTrue(task.isCancelled());
        assertEquals(1, virtual.reports().size());
        trail.is();
    }

    @Test
    @DisplayName("a body in blocking code is abandoned, and its next await throws")
    void aBlockedBodyIsAbandoned() {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Task<String> task =
                loop.createTask(
                        () -> {
                            blocking(
                                    () -> {
                                        started.countDown();
                                        Wait.until(release);
                                    });
                            return waitOn();
                        });
        virtual.settle();
        Wait.until(started);

        loop.close();

        assertTrue(task.isCancelled());
        assertEquals(1, virtual.reports().size());
        assertSame(task, virtual.reports().get(0).future());
        release.countDown();
        Wait.until(ended);
        trail.is("await threw");
    }

    private String waitOn() {
        try {
            return await(new CompletableFuture<String>());
        } catch (RuntimeException thrown) {
            trail.add("await threw");
            throw thrown;
        } finally {
            ended.countDown();
        }
    }
}
