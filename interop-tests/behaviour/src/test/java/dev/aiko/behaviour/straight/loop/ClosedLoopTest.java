package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.context.Context;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.TaskOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A loop after its end. */
class ClosedLoopTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none().withName("gone"));
    private final Trail trail = new Trail();

    @BeforeEach
    void close() {
        loop.close();
    }

    @Test
    @DisplayName("LOOP-12 closing again does nothing and the loop stays closed")
    void closingAgainDoesNothing() {
        assertTrue(loop.isClosed());

        assertDoesNotThrow(loop::close);
        assertDoesNotThrow(loop::close);

        assertTrue(loop.isClosed());
    }

    @Test
    @DisplayName("LOOP-13 everything that runs, schedules or creates is refused")
    void everythingThatWorksIsRefused() {
        Runnable callback = trail.mark("callback");
        Context context = Aiko.copyContext();
        var done = CompletableFuture.completedFuture("done");

        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("runForever", loop::runForever);
        calls.put("runUntilComplete(stage)", () -> loop.runUntilComplete(done));
        calls.put("runUntilComplete(callable)", () -> loop.runUntilComplete(() -> "value"));
        calls.put("runUntilComplete(action)", () -> loop.runUntilComplete(callback::run));
        calls.put("callSoon", () -> loop.callSoon(callback));
        calls.put("callSoon(context)", () -> loop.callSoon(callback, context));
        calls.put("callLater", () -> loop.callLater(ofSeconds(1), callback));
        calls.put("callLater(context)", () -> loop.callLater(ofSeconds(1), callback, context));
        calls.put("callAt", () -> loop.callAt(ofSeconds(1), callback));
        calls.put("callAt(context)", () -> loop.callAt(ofSeconds(1), callback, context));
        calls.put("createTask(callable)", () -> loop.createTask(() -> "value"));
        calls.put("createTask(action)", () -> loop.createTask(callback::run));
        calls.put("createTask(eager)", () -> loop.createTask(TaskOptions.eagerly(), () -> "v"));
        calls.put("composeTask", () -> loop.composeTask(() -> done));
        calls.put("submit(callable)", () -> loop.submit(() -> "value"));
        calls.put("submit(action)", () -> loop.submit(callback::run));
        calls.put("ensureFuture", () -> loop.ensureFuture(done));
        calls.put("sleepAsync", () -> assertNotNull(loop.sleepAsync(ofSeconds(1))));
        calls.put("sleepAsync(zero)", () -> assertNotNull(loop.sleepAsync(ZERO)));
        calls.put("runInExecutor", () -> loop.runInExecutor(null, () -> "value"));

        assertAll(calls.entrySet().stream().map(call -> () -> isRefused(call)));
        trail.is();
    }

    private static void isRefused(Map.Entry<String, Executable> call) {
        var thrown = assertThrows(IllegalStateException.class, call.getValue(), call.getKey());
        Sentences.tellsTheNextStep(thrown, "gone");
    }

    @Test
    @DisplayName("a future that nobody could ever wait for is refused as well")
    void aFutureIsRefused() {
        Sentences.tellsTheNextStep(
                assertThrows(IllegalStateException.class, loop::createFuture), "gone");
    }

    @Test
    @DisplayName("LOOP-13 as an Executor it rejects, in the way executors do")
    void theExecutorRejects() {
        var thrown =
                assertThrows(
                        RejectedExecutionException.class,
                        () -> loop.execute(trail.mark("callback")));

        Sentences.tellsTheNextStep(thrown, "gone");
        trail.is();
    }

    @Test
    @DisplayName("a closed loop still answers questions about itself")
    void questionsAreAnswered() {
        assertEquals("gone", loop.name());
        assertFalse(loop.isRunning());
        assertFalse(loop.time().isNegative());
        assertEquals(Set.of(), loop.allTasks());
        assertNull(loop.currentTask());
        assertTrue(loop.toString().contains("gone"));
    }
}
