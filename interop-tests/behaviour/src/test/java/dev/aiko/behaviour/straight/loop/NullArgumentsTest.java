package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopFactory;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** A null where none is allowed is refused at once, by the call that got it. */
class NullArgumentsTest {

    private static final Callable<String> NO_CALLABLE = null;
    private static final Action NO_ACTION = null;
    private static final TaskOptions NO_OPTIONS = null;
    private static final CompletionStage<String> NO_STAGE = null;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Map<String, Executable> calls = new LinkedHashMap<>();

    private void allAreRefused() {
        assertAll(
                calls.entrySet().stream()
                        .map(
                                call ->
                                        () ->
                                                assertThrows(
                                                        NullPointerException.class,
                                                        call.getValue(),
                                                        call.getKey())));
        virtual.settle();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("the loop's callbacks, timers and settings refuse null")
    void callbacksAndSettings() {
        Runnable callback = () -> {};
        Context context = Aiko.copyContext();
        Duration second = ofSeconds(1);
        calls.put("callSoon", () -> loop.callSoon(null));
        calls.put("callSoon context", () -> loop.callSoon(callback, null));
        calls.put("callLater delay", () -> loop.callLater(null, callback));
        calls.put("callLater callback", () -> loop.callLater(second, null));
        calls.put("callLater context", () -> loop.callLater(second, callback, null));
        calls.put("callAt when", () -> loop.callAt(null, callback));
        calls.put("callAt callback", () -> loop.callAt(second, null));
        calls.put("callAt context", () -> loop.callAt(second, callback, null));
        calls.put("callSoon callback", () -> loop.callSoon(null, context));
        calls.put("execute", () -> loop.execute(null));
        calls.put("callExceptionHandler", () -> loop.callExceptionHandler(null));
        calls.put("defaultExceptionHandler", () -> loop.defaultExceptionHandler(null));
        calls.put("setSlowCallbackDuration", () -> loop.setSlowCallbackDuration(null));
        allAreRefused();
    }

    @Test
    @DisplayName("the loop's ways to futures and tasks refuse null")
    void futuresAndTasks() {
        Callable<String> body = () -> "value";
        calls.put("runUntilComplete stage", () -> loop.runUntilComplete(NO_STAGE));
        calls.put("runUntilComplete callable", () -> loop.runUntilComplete(NO_CALLABLE));
        calls.put("runUntilComplete action", () -> loop.runUntilComplete(NO_ACTION));
        calls.put("createTask callable", () -> loop.createTask(NO_CALLABLE));
        calls.put("createTask action", () -> loop.createTask(NO_ACTION));
        calls.put("createTask options", () -> loop.createTask(NO_OPTIONS, body));
        calls.put("submit callable", () -> loop.submit(NO_CALLABLE));
        calls.put("submit action", () -> loop.submit(NO_ACTION));
        calls.put("composeTask body", () -> loop.composeTask(null));
        calls.put(
                "composeTask options",
                () -> loop.composeTask(null, () -> new CompletableFuture<String>()));
        calls.put("ensureFuture", () -> loop.ensureFuture(NO_STAGE));
        calls.put("sleepAsync", () -> assertNotNull(loop.sleepAsync(null)));
        calls.put("runInExecutor", () -> loop.runInExecutor(null, NO_CALLABLE));
        allAreRefused();
    }

    @Test
    @DisplayName("futures and tasks refuse null")
    void insideFuturesAndTasks() {
        LoopFuture<String> future = loop.createFuture();
        var task = loop.createTask(() -> "value");
        calls.put("addDoneCallback", () -> future.addDoneCallback(null));
        calls.put("removeDoneCallback", () -> future.removeDoneCallback(null));
        calls.put("completeExceptionally", () -> future.completeExceptionally(null));
        calls.put("rename", () -> task.rename(null));
        calls.put("printStack", () -> task.printStack(null));
        calls.put("orTimeout", () -> task.orTimeout(1, null));
        calls.put("withName", () -> TaskOptions.named(null));
        calls.put("withContext", () -> TaskOptions.none().withContext(null));
        allAreRefused();
    }

    @Test
    @DisplayName("the front door refuses null")
    void theFrontDoor() {
        calls.put("run callable", () -> Aiko.run(NO_CALLABLE));
        calls.put("run action", () -> Aiko.run(NO_ACTION));
        calls.put("newEventLoop", () -> Aiko.newEventLoop(null));
        calls.put("loop name", () -> LoopOptions.none().withName(null));
        calls.put("loop clock", () -> LoopOptions.none().withClock(null));
        calls.put("contextVar", () -> Aiko.contextVar(null));
        calls.put("runner factory", () -> Runner.create((LoopFactory) null));
        calls.put("background name", () -> Runner.background(null));
        allAreRefused();
    }

    @Test
    @DisplayName("waiting refuses null, inside a body")
    void waiting() {
        calls.put("await", () -> Aiko.await(NO_STAGE));
        calls.put("await limit", () -> Aiko.await(loop.createFuture(), (Duration) null));
        calls.put("await failure", () -> awaitNoFailure(loop.createFuture()));
        calls.put("sleep", () -> assertNotNull(Aiko.sleep(null)));
        calls.put("blocking callable", () -> Aiko.blocking(NO_CALLABLE));
        calls.put("blocking action", () -> Aiko.blocking(NO_ACTION));
        calls.put("toThread", () -> Aiko.toThread(NO_CALLABLE));
        loop.runUntilComplete(
                () ->
                        calls.forEach(
                                (name, call) ->
                                        assertThrows(NullPointerException.class, call, name)));
    }

    private static void awaitNoFailure(LoopFuture<?> future) throws TimeoutException {
        Class<TimeoutException> none = null;
        Aiko.await(future, none);
    }

    @Test
    @DisplayName("contexts and their variables refuse null")
    void contexts() {
        Context context = Aiko.copyContext();
        ContextVar<String> variable = Aiko.contextVar("variable");
        calls.put("call", () -> context.call(null));
        calls.put("run", () -> context.run(null));
        calls.put("get", () -> context.get(null));
        calls.put("contains", () -> context.contains(null));
        calls.put("reset", () -> variable.reset(null));
        allAreRefused();
    }

    @Test
    @DisplayName("a runner refuses null")
    void runners() {
        try (var runner = Runner.create()) {
            calls.put("run callable", () -> runner.run(NO_CALLABLE));
            calls.put("run action", () -> runner.run(NO_ACTION));
            calls.put("run options", () -> runner.run(NO_OPTIONS, () -> "value"));
            allAreRefused();
        }
    }
}
