package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that waits for work keeps nothing of what it has done, the latest included. */
class FinishedBodyTest {

    private final Runner runner = Runner.background("idle");
    private final EventLoop loop = runner.loop();
    private final List<ErrorReport> reports = new CopyOnWriteArrayList<>();

    FinishedBodyTest() {
        loop.setExceptionHandler((where, report) -> reports.add(report));
    }

    @AfterEach
    void close() {
        runner.close();
    }

    /** Ways of doing something with a value on a loop, which leave nothing of it behind. */
    private static final Map<String, WayOfUse> WAYS =
            Map.of(
                    "a body", (loop, value) -> loop.submit(() -> value.hashCode()),
                    "a body that waits",
                            (loop, value) ->
                                    loop.submit(
                                            () -> {
                                                await(sleep(Duration.ofMillis(1)));
                                                return value.hashCode();
                                            }),
                    "an eager body",
                            (loop, value) ->
                                    loop.submit(
                                            () ->
                                                    loop.createTask(
                                                                    TaskOptions.none()
                                                                            .withEager(true),
                                                                    value::hashCode)
                                                            .join()),
                    "a callback", (loop, value) -> called(loop, value, loop::callSoon),
                    "a timer",
                            (loop, value) ->
                                    called(
                                            loop,
                                            value,
                                            call -> loop.callLater(Duration.ofMillis(1), call)),
                    "a runnable", (loop, value) -> called(loop, value, loop::execute),
                    "a composed task",
                            (loop, value) ->
                                    loop.submit(() -> await(composed(loop, value)).hashCode()));

    private static Task<Object> composed(EventLoop loop, Object value) {
        return loop.composeTask(() -> loop.sleepAsync(Duration.ofMillis(1), value));
    }

    private interface WayOfUse {
        LoopFuture<Integer> begin(EventLoop loop, Object value);
    }

    private static LoopFuture<Integer> called(
            EventLoop loop, Object value, Consumer<Runnable> call) {
        LoopFuture<Integer> done = loop.createFuture();
        call.accept(() -> done.complete(value.hashCode()));
        return done;
    }

    static Stream<String> ways() {
        return WAYS.keySet().stream().sorted();
    }

    /** On a thread that ends, so that no frame of the test's holds on to anything. */
    private WeakReference<Object> used(String way) {
        var left = new ArrayList<WeakReference<Object>>();
        Wait.onAnotherThread(
                () -> {
                    Object value = new Object();
                    left.add(new WeakReference<>(value));
                    int hash = WAYS.get(way).begin(loop, value).join();
                    assertEquals(value.hashCode(), hash);
                });
        return left.get(0);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("the first thing that a loop has done is garbage while the loop is idle")
    void theFirst(String way) {
        WeakReference<Object> value = used(way);
        Wait.untilCollected("the value is gone", () -> value.get() == null);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("so is the latest, after bodies that have left threads behind")
    void theLatest(String way) {
        var bodies = new ArrayList<Task<?>>();
        for (int body = 0; body < 3; body++) {
            bodies.add(loop.submit(() -> await(sleep(Duration.ofMillis(2)))));
        }
        bodies.forEach(Task::join);
        WeakReference<Object> value = used(way);
        Wait.untilCollected("the value is gone", () -> value.get() == null);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("so is what was done while a body drove that still waits")
    void whileABodyWaits(String way) {
        var waits = new CountDownLatch(1);
        LoopFuture<String> gate = loop.createFuture();
        Task<String> waiting =
                loop.submit(
                        () -> {
                            waits.countDown();
                            return await(gate);
                        });
        Wait.until(waits);
        WeakReference<Object> value = used(way);
        Wait.untilCollected("the value is gone", () -> value.get() == null);
        gate.complete("opened");
        assertEquals("opened", waiting.join());
    }

    @Test
    @DisplayName("a failure that nobody looks at is reported while the loop runs, first and latest")
    void reported() {
        for (int count = 1; count <= 3; count++) {
            var boom = new IllegalStateException("boom");
            var isMade = new CountDownLatch(1);
            Wait.onAnotherThread(
                    () -> {
                        loop.submit(
                                () -> {
                                    throw boom;
                                });
                        loop.callSoon(isMade::countDown);
                    });
            Wait.until(isMade);
            int expected = count;
            Wait.untilCollected("it is reported", () -> reports.size() == expected);
            assertSame(boom, reports.get(count - 1).exception());
        }
    }
}
