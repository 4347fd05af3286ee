package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.ChildJvm;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of a runner whose loop has a thread of its own. */
class BackgroundCloseTest {

    private final Trail trail = new Trail();

    @Test
    @DisplayName("RUN-04 closing cancels what is left, waits for its end, and ends the thread")
    void closingWaits() {
        var runner = Runner.background("night-shift");
        EventLoop loop = runner.loop();
        var thread = new CompletableFuture<Thread>();
        loop.callSoon(() -> thread.complete(Thread.currentThread()));
        var started = new CountDownLatch(1);
        Task<?> task =
                loop.submit(
                        () -> {
                            try {
                                started.countDown();
                                await(sleep(ofHours(1)));
                            } finally {
                                await(sleep(ofMillis(5)));
                                trail.add("cleaned up");
                            }
                        });
        Wait.until(started);

        runner.close();

        trail.is("cleaned up");
        assertTrue(task.isCancelled());
        assertTrue(loop.isClosed());
        Wait.until(await(thread));
    }

    @Test
    @DisplayName("RUN-11 a closed one refuses work, and closing it again does nothing")
    void closedOnes() {
        var runner = Runner.background("night-shift");
        EventLoop loop = runner.loop();
        runner.close();
        assertDoesNotThrow(runner::close);

        assertThrows(IllegalStateException.class, runner::loop);
        assertThrows(IllegalStateException.class, () -> runner.run(() -> "value"));
        assertThrows(IllegalStateException.class, () -> loop.submit(() -> "value"));
    }

    @Test
    @DisplayName("a caller that is set free by closing gets the cancellation")
    void closingSetsCallersFree() {
        var runner = Runner.background("night-shift");
        var started = new CountDownLatch(1);
        var caller =
                new Thread(
                        () -> {
                            assertThrows(
                                    CancellationException.class,
                                    () ->
                                            runner.run(
                                                    () -> {
                                                        started.countDown();
                                                        await(sleep(ofHours(1)));
                                                    }));
                            trail.add("set free");
                        });
        caller.start();
        Wait.until(started);

        runner.close();

        Wait.until(caller);
        trail.is("set free");
    }

    @Test
    @DisplayName("a program is not kept alive by its background loops")
    void daemonsDoNotKeepTheProgramAlive() throws Exception {
        var result = ChildJvm.run(Forgetful.class);

        assertEquals(List.of("main ends"), result.lines());
        assertEquals(0, result.exitCode());
    }

    /** Leaves a background loop running. */
    static final class Forgetful {
        public static void main(String[] arguments) {
            Runner.background("forgotten").loop().submit(() -> await(sleep(ofHours(1))));
            System.out.println("main ends");
        }
    }
}
