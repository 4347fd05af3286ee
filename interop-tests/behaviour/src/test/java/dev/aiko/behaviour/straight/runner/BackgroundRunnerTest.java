package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A runner whose loop has a thread of its own: the usual way inside a service. */
class BackgroundRunnerTest {

    private final Trail trail = new Trail();

    @Test
    @DisplayName("the loop runs at once, on a daemon thread of the given name")
    void runsAtOnce() {
        try (var runner = Runner.background("night-shift")) {
            var thread = new CompletableFuture<Thread>();
            runner.loop().callSoon(() -> thread.complete(Thread.currentThread()));

            Thread host = await(thread);

            assertEquals("night-shift", host.getName());
            assertTrue(host.isDaemon());
            assertTrue(runner.loop().isRunning());
        }
    }

    @Test
    @DisplayName("run blocks its caller and gives the value, from several threads at once too")
    void runBlocksItsCaller() {
        try (var runner = Runner.background("night-shift")) {
            EventLoop loop = runner.loop();
            List<Thread> callers = new ArrayList<>();
            var both = new CountDownLatch(2);
            for (int caller = 0; caller < 2; caller++) {
                callers.add(
                        new Thread(
                                () ->
                                        trail.add(
                                                runner.run(
                                                        () -> {
                                                            assertSame(loop, runningLoop());
                                                            both.countDown();
                                                            while (both.getCount() > 0) {
                                                                Aiko.yieldNow();
                                                            }
                                                            return "value";
                                                        }))));
            }
            callers.forEach(Thread::start);
            callers.forEach(Wait::until);
        }
        trail.is("value", "value");
    }

    @Test
    @DisplayName("the failure of a run comes out as it is, and the loop goes on")
    void failures() {
        var failure = new IllegalArgumentException("boom");
        try (var runner = Runner.background("night-shift")) {
            assertSame(
                    failure,
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    runner.run(
                                            () -> {
                                                throw failure;
                                            })));
            assertEquals("value", runner.run(() -> "value"));
        }
    }

    @Test
    @DisplayName("RUN-02 run inside its own loop is refused")
    void runInsideItsOwnLoop() {
        try (var runner = Runner.background("night-shift")) {
            runner.run(
                    () -> {
                        assertThrows(
                                IllegalStateException.class,
                                () -> runner.run(() -> trail.add("nested")));
                        trail.add("refused");
                    });
        }
        trail.is("refused");
    }

    @Test
    @DisplayName("RUN-08 its loop may come from a factory, which is called once")
    void aFactoryOfItsOwn() {
        try (var runner =
                Runner.background(
                        "night-shift",
                        () -> {
                            trail.add("made");
                            return Aiko.newEventLoop(LoopOptions.none().withName("mine"));
                        })) {
            assertEquals("mine", runner.run(() -> runningLoop().name()));
            assertEquals("mine", runner.loop().name());
        }
        trail.is("made");
    }

    @Test
    @DisplayName("RUN-10 runs share one context")
    void oneContext() {
        ContextVar<String> variable = Aiko.contextVar("variable", "default");
        try (var runner = Runner.background("night-shift")) {
            runner.run(() -> variable.set("from the first run"));
            assertEquals("from the first run", runner.run(() -> variable.get()));
        }
    }
}
