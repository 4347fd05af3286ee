package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Work that comes from other threads while the loop has nothing to do. */
class WakeUpTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final Thread runner = new Thread(loop::runForever, "runner");

    private void runUntilIdle() {
        runner.start();
        virtual.clock().awaitIdle();
    }

    @Test
    @DisplayName("CALL-14 a callback from another thread wakes a sleeping loop and runs there")
    void aCallbackWakesTheLoop() {
        runUntilIdle();

        loop.callSoon(
                () -> {
                    trail.add(Thread.currentThread().getName());
                    loop.stop();
                });

        Wait.until(runner);
        trail.is("runner");
    }

    @Test
    @DisplayName("CALL-14 a timer from another thread wakes a sleeping loop")
    void aTimerWakesTheLoop() {
        runUntilIdle();

        loop.callLater(ofHours(1), loop::stop);

        Wait.until(runner);
        assertEquals(ofHours(1), loop.time());
    }

    @Test
    @DisplayName("CALL-14 completing a future from another thread wakes the task that awaits it")
    void aCompletionWakesTheLoop() {
        var future = loop.<String>createFuture();
        var task = loop.createTask(() -> Aiko.await(future));
        task.addDoneCallback(done -> loop.stop());
        runUntilIdle();

        future.complete("value");

        Wait.until(runner);
        assertEquals("value", task.result());
    }

    @Test
    @DisplayName("CALL-14 a loop that sleeps on the system's clock is woken too")
    void aRealSleepIsCutShort() {
        try (EventLoop real = Aiko.newEventLoop()) {
            real.callLater(ofHours(1), trail.mark("never"));
            var sleeper = new Thread(real::runForever);
            sleeper.start();
            Wait.until("the loop sleeps", () -> sleeper.getState() == Thread.State.TIMED_WAITING);

            real.callSoon(real::stop);

            Wait.until(sleeper);
        }
        trail.is();
    }

    @Test
    @DisplayName("what many threads schedule arrives completely, in order for each thread")
    void nothingGetsLost() {
        int threads = 4;
        int each = 10_000;
        List<List<Integer>> seen = new ArrayList<>();
        var open = new CountDownLatch(threads * each);
        runUntilIdle();

        for (int thread = 0; thread < threads; thread++) {
            List<Integer> mine = new ArrayList<>();
            seen.add(mine);
            new Thread(
                            () ->
                                    IntStream.range(0, each)
                                            .forEach(n -> loop.callSoon(count(n, mine, open))))
                    .start();
        }

        Wait.until(open);
        loop.stop();
        Wait.until(runner);
        List<Integer> all = IntStream.range(0, each).boxed().toList();
        seen.forEach(numbers -> assertEquals(all, numbers));
    }

    private static Runnable count(int number, List<Integer> seen, CountDownLatch open) {
        return () -> {
            seen.add(number);
            open.countDown();
        };
    }

    @Test
    @DisplayName("what happened before scheduling is seen by the callback")
    void schedulingPublishes() {
        var box = new Object[1];
        var written = new Object();
        runUntilIdle();

        box[0] = written;
        loop.callSoon(
                () -> {
                    assertSame(written, box[0]);
                    trail.add("seen");
                    loop.stop();
                });

        Wait.until(runner);
        trail.is("seen");
    }
}
