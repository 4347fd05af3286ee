package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.border.ShopKt;
import dev.aiko.behaviour.suspending.border.SlowShop;
import dev.aiko.behaviour.suspending.border.Till;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.Unit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java calls suspend functions that nobody wrote for it. */
class SuspendCallTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final List<String> told = new ArrayList<>();
    private final SlowShop shop = new SlowShop(told);

    @Test
    @DisplayName("a function that suspends is a task with its value")
    void suspends() {
        loop.runUntilComplete(
                () -> {
                    Task<String> order = Suspend.call(k -> shop.find(42, k));
                    assertEquals("order 42", await(order));
                    assertEquals(ofSeconds(1), loop.time());
                });
    }

    @Test
    @DisplayName("null, Unit, numbers and generic results come as they are")
    void everyKindOfResult() {
        loop.runUntilComplete(
                () -> {
                    String none = await(Suspend.call(k -> shop.find(0, k)));
                    assertNull(none);
                    Unit closed = await(Suspend.call(k -> shop.close(k)));
                    assertSame(Unit.INSTANCE, closed);
                    long sum = await(Suspend.<Long>call(k -> Till.INSTANCE.sum(k)));
                    assertEquals(7, sum);
                    String least = await(Suspend.call(k -> shop.smallest(List.of("b", "a"), k)));
                    assertEquals("a", least);
                    assertEquals(List.of("closed"), told);
                });
    }

    @Test
    @DisplayName("default arguments, companions, extensions and method references can be called")
    void everyKindOfFunction() {
        loop.runUntilComplete(
                () -> {
                    int all = await(Suspend.<Integer>call(k -> shop.count(k)));
                    assertEquals(3, all);
                    int some = await(Suspend.<Integer>call(k -> shop.count(2, k)));
                    assertEquals(2, some);
                    String opened = await(Suspend.call(SlowShop::opened));
                    assertEquals("opened", opened);
                    List<String> twice = await(Suspend.call(k -> ShopKt.findTwice(shop, 1, k)));
                    assertEquals(List.of("order 1", "order 1"), twice);
                });
    }

    @Test
    @DisplayName("a function that never suspends needs no second step")
    void neverSuspends() {
        loop.runUntilComplete(
                () -> {
                    var eager = TaskOptions.eagerly();
                    Task<String> known = Suspend.call(loop, eager, k -> shop.known(k));
                    assertTrue(known.isDone());
                    assertEquals("known", await(known));
                });
    }

    @Test
    @DisplayName("a failure is the function's own, thrown at once or later")
    void failures() {
        loop.runUntilComplete(
                () -> {
                    Task<String> broken = Suspend.call(k -> shop.broken(k));
                    var now =
                            assertThrows(IOException.class, () -> await(broken, IOException.class));
                    assertEquals("broken", now.getMessage());
                    Task<String> later = Suspend.call(k -> shop.brokenLater(k));
                    assertThrows(IOException.class, () -> await(later, IOException.class));
                    Task<String> ofTheCall =
                            Suspend.call(
                                    k -> {
                                        throw new IOException("in the call");
                                    });
                    assertThrows(IOException.class, () -> await(ofTheCall, IOException.class));
                });
    }

    @Test
    @DisplayName("a cancel of the task is a cancel in the function, with its reason")
    void cancelled() {
        loop.runUntilComplete(
                () -> {
                    Task<String> waiting = Suspend.call(k -> shop.waitForEver(k));
                    await(sleep(ofSeconds(1)));
                    assertTrue(waiting.cancel("enough"));
                    assertThrows(CancellationException.class, () -> await(waiting));
                    assertEquals(List.of("cancelled: enough"), told);
                });
    }

    @Test
    @DisplayName("a time limit in Java stops the function")
    void limited() {
        loop.runUntilComplete(
                () -> {
                    Task<String> waiting = Suspend.call(k -> shop.waitForEver(k));
                    assertThrows(TimeoutException.class, () -> await(waiting, ofSeconds(1)));
                    assertTrue(waiting.isCancelled());
                    assertEquals(1, told.size());
                });
    }

    @Test
    @DisplayName("the function runs as the task, with the values of the caller's context")
    void inItsTask() {
        var who = Aiko.contextVar("who", "nobody");
        loop.runUntilComplete(
                () -> {
                    who.set("java");
                    Task<String> name =
                            Suspend.call(loop, TaskOptions.named("asked"), k -> shop.whoAsks(k));
                    assertEquals("asked", await(name));
                    Task<String> value = Suspend.call(k -> who.get());
                    assertEquals("java", await(value));
                });
    }

    @Test
    @DisplayName(
            "NAME-03: the task names the class that calls, and its stack begins with what is called")
    void namesTheCaller() {
        loop.runUntilComplete(
                () -> {
                    Task<String> waiting = Suspend.call(k -> shop.waitForEver(k));
                    var expected = " body=SuspendCallTest";
                    assertTrue(waiting.toString().contains(expected), waiting::toString);
                    await(sleep(ofSeconds(1)));
                    assertTrue(waiting.toString().contains(expected), waiting::toString);
                    var methods =
                            waiting.stack().stream().map(StackTraceElement::getMethodName).toList();
                    assertEquals(List.of("waitForEver"), methods);
                    waiting.cancel("enough");
                });
    }

    @Test
    @DisplayName("from a plain thread a loop is named, and without one there is a clear error")
    void fromAPlainThread() {
        try (var runner = Runner.background("shop")) {
            Task<String> known = Suspend.call(runner.loop(), k -> shop.known(k));
            assertEquals("known", known.orTimeout(60, TimeUnit.SECONDS).join());
        }
        assertThrows(IllegalStateException.class, () -> Suspend.call(k -> shop.known(k)));
    }

    @Test
    @DisplayName("a stage of Java's own is given as a value, not awaited in secret")
    void valuesAreValues() {
        Duration before = loop.time();
        loop.runUntilComplete(
                () -> {
                    Task<Task<Void>> given = Suspend.call(k -> sleepTask());
                    Task<Void> inner = await(given);
                    assertEquals(before, loop.time());
                    await(inner);
                });
    }

    private static Task<Void> sleepTask() {
        return Aiko.createTask(() -> await(sleep(ofSeconds(1))));
    }
}
