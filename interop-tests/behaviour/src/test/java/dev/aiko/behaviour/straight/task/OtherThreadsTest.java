package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tasks, seen from threads that drive no loop. */
class OtherThreadsTest {

    private final Runner runner = Runner.background("other-threads");
    private final EventLoop loop = runner.loop();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    @DisplayName("work is handed in and its value waited for")
    void submitAndJoin() throws Exception {
        Task<String> task =
                loop.submit(
                        () -> {
                            assertSame(loop, Aiko.runningLoop());
                            await(sleep(ofMillis(1)));
                            return "value";
                        });

        assertEquals("value", task.join());
        assertEquals("value", task.get());
        assertEquals("value", task.get(1, TimeUnit.SECONDS));
        assertEquals("value", await(task));
    }

    @Test
    @DisplayName("await blocks a thread that drives no loop, for a foreign stage too")
    void awaitBlocks() {
        var foreign = new CompletableFuture<String>();
        loop.submit(
                () -> {
                    await(sleep(ofMillis(1)));
                    foreign.complete("value");
                });

        assertEquals("value", await(foreign));
    }

    @Test
    @DisplayName("await with a limit works there as well, and stops the task")
    void awaitWithALimit() throws Exception {
        Task<String> task = loop.submit(() -> await(loop.<String>createFuture()));

        assertThrows(TimeoutException.class, () -> await(task, ofMillis(5)));

        assertTrue(task.isCancelled());
        assertEquals("value", await(loop.submit(() -> "value"), Wait.LIMIT));
    }

    @Test
    @DisplayName("get with a limit gives up waiting and leaves the task alone")
    void getWithALimit() throws Exception {
        LoopFuture<String> future = loop.createFuture();
        Task<String> task = loop.submit(() -> await(future));

        assertThrows(TimeoutException.class, () -> task.get(5, TimeUnit.MILLISECONDS));

        assertEquals(0, task.cancelling());
        future.complete("value");
        assertEquals("value", task.get());
    }

    @Test
    @DisplayName("failures are wrapped for blocking readers, as they expect")
    void failures() {
        var failure = new IllegalArgumentException("boom");
        Task<String> task =
                loop.submit(
                        () -> {
                            throw failure;
                        });

        assertSame(failure, assertThrows(CompletionException.class, task::join).getCause());
        assertSame(failure, assertThrows(ExecutionException.class, task::get).getCause());
        assertSame(failure, assertThrows(failure.getClass(), () -> await(task)));
    }

    @Test
    @DisplayName("a task is cancelled from outside, and waiting for it ends when its body has")
    void cancelFromOutside() {
        var started = new CountDownLatch(1);
        var cleaned = new boolean[1];
        Task<String> task =
                loop.submit(
                        () -> {
                            started.countDown();
                            try {
                                return await(loop.<String>createFuture());
                            } finally {
                                await(sleep(ofMillis(1)));
                                cleaned[0] = true;
                            }
                        });
        Wait.until(started);

        assertTrue(task.cancel("enough"));

        var thrown = assertThrows(CancellationException.class, task::join);
        assertEquals("enough", thrown.getMessage());
        assertTrue(cleaned[0]);
    }

    @Test
    @DisplayName("two loops wait for each other's futures thousands of times and lose no wake-up")
    void pingPong() {
        int rounds = 5_000;
        List<LoopFuture<Integer>> pings = new ArrayList<>();
        List<LoopFuture<Integer>> pongs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            pings.add(loop.createFuture());
            pongs.add(loop.createFuture());
        }
        try (var other = Runner.background("ping-pong")) {
            Task<?> echo =
                    other.loop()
                            .submit(
                                    () -> {
                                        for (int round = 0; round < rounds; round++) {
                                            pongs.get(round).complete(await(pings.get(round)) + 1);
                                        }
                                    });
            Task<Integer> sum =
                    loop.submit(
                            () -> {
                                int total = 0;
                                for (int round = 0; round < rounds; round++) {
                                    pings.get(round).complete(0);
                                    total += await(pongs.get(round));
                                }
                                return total;
                            });

            assertEquals(rounds, await(sum, Wait.LIMIT));
            echo.join();
        } catch (TimeoutException late) {
            throw new AssertionError("a wake-up was lost", late);
        }
    }

    @Test
    @DisplayName("bodies do not run on the thread that handed them in")
    void ownThreads() {
        Thread here = Thread.currentThread();
        assertNotSame(here, loop.submit(Thread::currentThread).join());
    }
}
