package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a task stands. */
class TaskStackTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Task<String> task =
            loop.createTask(TaskOptions.named("courier"), this::outerStep);

    private String outerStep() {
        return innerStep();
    }

    private String innerStep() {
        return await(future);
    }

    private static List<String> methods(Task<?> task) {
        return task.stack().stream().map(StackTraceElement::getMethodName).toList();
    }

    private static String printed(Task<?> task) {
        var bytes = new ByteArrayOutputStream();
        task.printStack(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String header(Task<?> task) {
        return printed(task).lines().findFirst().orElseThrow();
    }

    @Test
    @DisplayName("NAME-10 a suspended task shows where it waits, innermost frame first")
    void aSuspendedTask() {
        virtual.settle();

        List<String> methods = methods(task);

        int inner = methods.indexOf("innerStep");
        assertTrue(inner >= 0, methods::toString);
        assertEquals("outerStep", methods.get(inner + 1));
    }

    @Test
    @DisplayName("NAME-10 a task that has not started shows nothing")
    void notStarted() {
        assertEquals(List.of(), task.stack());
    }

    @Test
    @DisplayName("NAME-10 a successful or cancelled task shows nothing")
    void successfulOrCancelled() {
        Task<String> cancelled = loop.createTask(() -> await(loop.<String>createFuture()));
        virtual.settle();
        cancelled.cancel("enough");
        future.complete("value");
        virtual.settle();

        assertEquals(List.of(), task.stack());
        assertEquals(List.of(), cancelled.stack());
    }

    @Test
    @DisplayName("NAME-10 a failed task shows the frames of its failure")
    void failed() {
        Task<String> failing = failing();
        virtual.settle();

        assertEquals("throwing", methods(failing).get(0));
        assertEquals(List.of(failing.exception().getStackTrace()), failing.stack());
    }

    private Task<String> failing() {
        Callable<String> body = this::throwing;
        return loop.createTask(TaskOptions.named("courier"), body);
    }

    private String throwing() {
        throw new IllegalArgumentException("boom");
    }

    @Test
    @DisplayName("NAME-11 the printed stack begins with what it is, and of which task")
    void headers() {
        Task<String> failing = failing();
        String none = header(task);
        virtual.settle();
        String stack = header(task);
        String trace = header(failing);

        for (String header : List.of(none, stack, trace)) {
            assertTrue(header.contains("courier"), header);
        }
        assertTrue(none.toLowerCase(Locale.ROOT).startsWith("no stack"), none);
        assertTrue(stack.toLowerCase(Locale.ROOT).startsWith("stack"), stack);
        assertNotEquals(stack.split(" ")[0], trace.split(" ")[0]);
        assertEquals("boom", failing.exception().getMessage());
    }

    @Test
    @DisplayName("NAME-11 below the header stand the frames, and the failure if there is one")
    void framesBelowTheHeader() {
        Task<String> failing = failing();
        virtual.settle();

        assertTrue(printed(task).contains("innerStep"), printed(task));
        assertTrue(printed(failing).contains("throwing"), printed(failing));
        assertTrue(printed(failing).contains("boom"), printed(failing));
        assertEquals("boom", failing.exception().getMessage());
    }
}
