package dev.aiko.behaviour.straight.debug;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.border.Kitchen;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In debug mode a failure tells through which tasks it has come, in either language. */
class StationsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RuntimeException boom = new IllegalStateException("boom");

    private String fail() {
        yieldNow();
        throw boom;
    }

    /** Java awaits Kotlin, which awaits Java. */
    private Throwable acrossTheBorder() {
        return loop.runUntilComplete(
                () -> {
                    var meal =
                            Suspend.call(
                                    loop,
                                    TaskOptions.named("cook"),
                                    k ->
                                            Kitchen.INSTANCE.cook(
                                                    () ->
                                                            createTask(
                                                                    TaskOptions.named("stove"),
                                                                    this::fail),
                                                    k));
                    return assertThrows(IllegalStateException.class, () -> await(meal));
                });
    }

    private List<String> stations() {
        return Arrays.stream(boom.getSuppressed()).map(Throwable::toString).toList();
    }

    @Test
    @DisplayName("it is the same object, and tells where it was awaited and its tasks created")
    void acrossLanguages() {
        loop.setDebug(true);

        assertSame(boom, acrossTheBorder());

        var told = stations();
        assertEquals(
                List.of(
                        "stove was created",
                        "awaited in cook",
                        "cook was created",
                        told.get(3)), // the main task, which has no name
                told);
        assertTrue(told.get(3).startsWith("awaited in Task-"), told.get(3));
        var inKotlin = boom.getSuppressed()[1].getStackTrace();
        assertEquals("cook", inKotlin[0].getMethodName());
        var inJava = boom.getSuppressed()[3].getStackTrace();
        assertTrue(
                Arrays.stream(inJava).anyMatch(f -> f.getClassName().contains("StationsTest")),
                () -> Arrays.toString(inJava));
    }

    @Test
    @DisplayName("out of debug mode it carries nothing")
    void notInDebugMode() {
        assertSame(boom, acrossTheBorder());

        assertEquals(List.of(), stations());
    }

    /** Drives the loop while it waits, so that steps of others run on its stack. */
    private static <T> T waitAsAStranger(CompletableFuture<T> future) {
        return await(future);
    }

    @Test
    @DisplayName("where a task was created does not tell who drove the loop then")
    void withoutStrangers() {
        loop.setDebug(true);
        loop.runUntilComplete(
                () -> {
                    var made = loop.<Task<String>>createFuture();
                    loop.callSoon(() -> made.complete(createTask(this::fail)));
                    var task = waitAsAStranger(made);
                    assertThrows(IllegalStateException.class, () -> await(task));
                });

        var created = List.of(boom.getSuppressed()[0].getStackTrace());
        assertTrue(stations().get(0).endsWith("was created"), stations().get(0));
        assertEquals(1, created.size(), created::toString);
        assertTrue(created.get(0).getClassName().contains("StationsTest"), created::toString);
        assertTrue(created.get(0).getMethodName().contains("withoutStrangers"), created::toString);
    }

    @Test
    @DisplayName("one that is awaited for ever keeps no more than thirty")
    void isBounded() {
        loop.setDebug(true);
        loop.runUntilComplete(
                () -> {
                    var failing = createTask(this::fail);
                    for (int i = 0; i < 1000; i++) {
                        assertThrows(IllegalStateException.class, () -> await(failing));
                    }
                });

        assertEquals(30, stations().size());
    }
}
