package dev.aiko.libraries.straight.context;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.toThread;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.context.Context;
import dev.aiko.libraries.Mark;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The MDC and OpenTelemetry's context, which know nothing of us, travel with tasks. */
class CarriedMarkTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final List<String> trail = new ArrayList<>();

    @BeforeEach
    void register() {
        Mark.register();
    }

    @AfterEach
    void forget() {
        loop.close();
        Mark.forget();
    }

    private void note(String who) {
        synchronized (trail) {
            trail.add(who + " " + Mark.get());
        }
    }

    private void assertTrail(String... expected) {
        assertEquals(List.of(expected), trail);
    }

    private static void onAnotherThread(Runnable code) {
        CompletableFuture.runAsync(code, command -> new Thread(command).start()).join();
    }

    @Test
    @DisplayName("a body has what its creator had then, after every await, whoever completed it")
    void afterEveryAwait() {
        LoopFuture<Void> byTask = loop.createFuture();
        LoopFuture<Void> byCallback = loop.createFuture();
        var byThread = new CompletableFuture<Void>();
        Mark.set("creator");
        Task<?> task =
                loop.createTask(
                        () -> {
                            note("starts with");
                            await(byTask);
                            note("by task");
                            await(byCallback);
                            note("by callback");
                            await(byThread);
                            note("by thread");
                            await(Aiko.sleep(ofMillis(1)));
                            note("by timer");
                        });
        Mark.set("task");
        loop.createTask(() -> byTask.complete(null));
        Mark.set("callback");
        loop.callLater(ofMillis(1), () -> byCallback.complete(null));
        byCallback.thenRun(
                () ->
                        onAnotherThread(
                                () -> {
                                    Mark.set("thread");
                                    byThread.complete(null);
                                }));
        Mark.set("host");

        loop.runUntilComplete(task);

        assertTrail(
                "starts with creator",
                "by task creator",
                "by callback creator",
                "by thread creator",
                "by timer creator");
        assertEquals("host", Mark.get());
    }

    @Test
    @DisplayName("what a body writes survives its awaits and is seen by its children alone")
    void ownWrites() {
        Mark.set("main");
        loop.runUntilComplete(
                () -> {
                    var child =
                            createTask(
                                    () -> {
                                        Mark.set("child");
                                        yieldNow();
                                        note("child");
                                        await(createTask(() -> note("grandchild")));
                                        await(Aiko.sleep(ofMillis(1)));
                                        note("child");
                                    });
                    var sibling =
                            createTask(
                                    () -> {
                                        for (int turn = 0; turn < 3; turn++) {
                                            assertEquals("main", Mark.get());
                                            yieldNow();
                                        }
                                    });
                    await(child);
                    await(sibling);
                    note("creator");
                });
        note("host");

        assertTrail("child child", "grandchild child", "child child", "creator main", "host main");
    }

    @Test
    @DisplayName("a thread that goes on to the next body keeps nothing of the last one")
    void nextBodyOnTheSameThread() {
        loop.runUntilComplete(
                () -> {
                    Thread[] threads = new Thread[2];
                    var first =
                            createTask(
                                    () -> {
                                        threads[0] = Thread.currentThread();
                                        Mark.set("first");
                                    });
                    var second =
                            createTask(
                                    () -> {
                                        threads[1] = Thread.currentThread();
                                        note("second");
                                    });
                    await(first);
                    await(second);
                    assertEquals(threads[0], threads[1]);
                });
        assertTrail("second null");
    }

    @Test
    @DisplayName("what a waiting body runs for others has their values, and then its own come back")
    void stepsOfOthers() {
        loop.runUntilComplete(
                () -> {
                    Mark.set("other");
                    runningLoop().callSoon(() -> note("soon"));
                    runningLoop().callLater(ofMillis(1), () -> note("later"));
                    runningLoop().execute(() -> note("execute"));
                    var scheduled =
                            runningLoop()
                                    .asExecutorService()
                                    .schedule(() -> note("scheduled"), 2, TimeUnit.MILLISECONDS);
                    var composed =
                            Aiko.composeTask(
                                    () -> {
                                        note("composed");
                                        return Aiko.sleep(ofMillis(3));
                                    });
                    Mark.set(null);
                    Mark.set("body");
                    await(composed);
                    assertFalse(!scheduled.isDone());
                    note("body");
                });
        assertTrail(
                "soon other",
                "execute other",
                "composed other",
                "later other",
                "scheduled other",
                "body body");
    }

    @Test
    @DisplayName("each function has the values of when it was written, whatever is written later")
    void functionsWrittenOneAfterTheOther() {
        loop.runUntilComplete(
                () -> {
                    List<CompletableFuture<?>> stages = new ArrayList<>();
                    for (String id : List.of("1", "2", "3")) {
                        Mark.set(id);
                        var slow = Aiko.sleep(ofMillis(5));
                        stages.add(slow.thenRun(() -> note(id)));
                        stages.add(slow.thenApply(n -> n).thenRun(() -> note(id)));
                    }
                    Mark.set("body");
                    for (var stage : stages) {
                        await(stage);
                    }
                    note("end");
                });
        assertEquals("end body", trail.remove(trail.size() - 1));
        assertEquals(6, trail.size());
        for (String line : trail) {
            assertEquals(line.charAt(0), line.charAt(2), line);
        }
    }

    @Test
    @DisplayName("what a function writes is seen by no one else")
    void aFunctionThatWrites() {
        loop.runUntilComplete(
                () -> {
                    Mark.set("body");
                    LoopFuture<Void> future = loop.createFuture();
                    var stage =
                            future.thenRun(() -> Mark.set("function")).thenRun(() -> note("next"));
                    future.complete(null);
                    await(stage);
                    note("after");
                    await(future.thenRun(() -> Mark.set("at once")));
                    note("end");
                });
        assertTrail("next body", "after body", "end body");
    }

    @Test
    @DisplayName("functions hung on a future have the values of where they were written")
    void stages() {
        LoopFuture<Void> future = loop.createFuture();
        Mark.set("here");
        future.addDoneCallback(done -> note("callback"));
        var applied = future.thenApply(nothing -> Mark.get());
        var async = future.thenApplyAsync(nothing -> Mark.get());
        Mark.set("host");
        onAnotherThread(
                () -> {
                    Mark.set("thread");
                    future.complete(null);
                    note("thread");
                });

        assertEquals("here", loop.runUntilComplete(applied));
        assertEquals("here", loop.runUntilComplete(async));
        assertTrail("thread thread", "callback here");
        assertEquals("host", Mark.get());
    }

    @Test
    @DisplayName("code on other threads has them: blocking, toThread, submit; not runInExecutor")
    void otherThreads() {
        loop.runUntilComplete(
                () -> {
                    Mark.set("body");
                    blocking(() -> note("blocking"));
                    await(toThread(() -> note("toThread")));
                    await(runningLoop().runInExecutor(null, () -> trail.add("none " + Mark.get())));
                    note("body");
                });
        assertTrail("blocking body", "toThread body", "none null", "body body");

        try (var runner = Runner.background("marks")) {
            Mark.set("request");
            assertEquals("request", runner.loop().submit(Mark::get).join());
            assertEquals("request", runner.run(Mark::get));
        }
    }

    @Test
    @DisplayName("they belong to a context, are copied with it, and stay in it")
    void contexts() {
        Mark.set("first");
        Context context = Aiko.copyContext();
        Mark.set("second");

        context.run(
                () -> {
                    note("context");
                    Mark.set("changed");
                });

        note("thread");
        context.run(() -> note("context"));
        context.copy().run(() -> Mark.set("changed in a copy"));
        var task =
                loop.createTask(
                        TaskOptions.none().withContext(context),
                        () -> {
                            note("task");
                            Mark.set("by task");
                        });
        loop.runUntilComplete(task);
        context.run(() -> note("context"));
        assertTrail(
                "context first",
                "thread second",
                "context changed",
                "task changed",
                "context by task");
        assertEquals(0, context.values().size());
    }

    @Test
    @DisplayName("an eager body has them in its first step, and gives the thread back as it was")
    void eager() {
        loop.runUntilComplete(
                () -> {
                    Mark.set("creator");
                    var task =
                            createTask(
                                    TaskOptions.none().withEager(true),
                                    () -> {
                                        note("eager");
                                        Mark.set("eager");
                                        yieldNow();
                                        note("eager");
                                    });
                    note("creator");
                    await(task);
                });
        assertTrail("eager creator", "creator creator", "eager eager");
    }

    @Test
    @DisplayName("what nobody has registered stays on its thread")
    void nothingRegistered() {
        Mark.forget();
        Mark.set("host");
        loop.runUntilComplete(() -> note("body"));
        note("host");
        assertTrail("body null", "host host");
    }
}
