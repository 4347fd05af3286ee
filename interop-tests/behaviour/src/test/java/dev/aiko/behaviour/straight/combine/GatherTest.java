package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.Outcome;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All the values of several stages. */
class GatherTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    @Test
    @DisplayName("GATH-01 values in the order of the arguments, when the last stage is done")
    void inTheOrderOfTheArguments() {
        loop.runUntilComplete(
                () -> {
                    List<Integer> values =
                            await(
                                    gather(
                                            createTask(giving(ofSeconds(3), 1)),
                                            sleep(ofSeconds(1), 2),
                                            CompletableFuture.completedFuture(3),
                                            createTask(giving(ofSeconds(2), 4))));
                    assertEquals(List.of(1, 2, 3, 4), values);
                });

        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("GATH-01 values of different types, null among them, and any collection of stages")
    void typesAndCollections() {
        loop.runUntilComplete(
                () -> {
                    List<? extends Comparable<?>> mixed =
                            await(gather(sleep(ofSeconds(1), 1), sleep(ofSeconds(1), "two")));
                    assertEquals(List.of(1, "two"), mixed);
                    var tasks = new ArrayList<Task<Integer>>();
                    tasks.add(createTask(() -> 1));
                    tasks.add(createTask(() -> null));
                    List<Integer> values = await(gather(tasks));
                    assertEquals(1, values.get(0));
                    assertNull(values.get(1));
                });
    }

    @Test
    @DisplayName("GATH-02 of nothing: an empty list at once, or a refusal where no loop is")
    void ofNothing() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<List<String>> none = gather();
                    assertTrue(none.isDone());
                    assertEquals(List.of(), none.result());
                });
        var refused = assertThrows(IllegalStateException.class, () -> gather(List.of()).isDone());
        Sentences.tellsTheNextStep(refused);
    }

    @Test
    @DisplayName("GATH-03 what is gathered has begun on its own; nobody has to await the whole")
    void beginsByItself() {
        loop.callSoon(
                () ->
                        assertFalse(
                                gather(
                                                loop.createTask(() -> trail.add("one")),
                                                loop.createTask(() -> trail.add("two")))
                                        .isDone()));
        virtual.settle();

        trail.is("one", "two");
    }

    @Test
    @DisplayName("GATH-04 the first failure is that of the whole, and the others go on")
    void theFirstFailure() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "value"));
                    var thrown =
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            await(
                                                    gather(
                                                            slow,
                                                            createTask(
                                                                    failing(ofSeconds(1), boom)))));
                    assertSame(boom, thrown);
                    assertEquals(ofSeconds(1), loop.time());
                    assertEquals(0, slow.cancelling());
                    assertEquals("value", await(slow));
                });
    }

    @Test
    @DisplayName("GATH-04 later failures are not reported as failures nobody looked at")
    void laterFailures() {
        loop.runUntilComplete(
                () -> {
                    var failing = createTask(failing(ofSeconds(1), boom));
                    var alsoFailing =
                            createTask(failing(ofSeconds(2), new IllegalStateException("late")));
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> await(gather(failing, alsoFailing)));
                    await(sleep(ofSeconds(5)));
                });
        loop.close();

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("GATH-05 settled: waits for all, and has each outcome in its place")
    void settled() {
        loop.runUntilComplete(
                () -> {
                    List<Outcome<Object>> outcomes =
                            await(
                                    gatherSettled(
                                            createTask(giving(ofSeconds(3), "value")),
                                            createTask(failing(ofSeconds(1), boom)),
                                            sleep(ofSeconds(2), 7)));
                    assertEquals(new Outcome.Succeeded<>("value"), outcomes.get(0));
                    assertEquals(new Outcome.Failed<>(boom), outcomes.get(1));
                    assertEquals(new Outcome.Succeeded<>(7), outcomes.get(2));
                });

        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("GATH-06 a stage cancelled by itself is a failure of the whole, no cancellation")
    void oneIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "value"));
                    Task<String> cancelled = createTask(giving(ofHours(1), "never"));
                    LoopFuture<List<String>> all = gather(slow, cancelled);
                    yieldNow();
                    cancelled.cancel("you alone");
                    var thrown = assertThrows(TaskCancelledException.class, () -> await(all));
                    assertFalse(all.isCancelled());
                    assertSame(thrown, all.exception());
                    var cause = assertInstanceOf(CancellationException.class, thrown.getCause());
                    assertEquals("you alone", cause.getMessage());
                    assertEquals("value", await(slow));
                });
    }

    @Test
    @DisplayName(
            "GATH-07 settled: a stage cancelled by itself stands in its place, and ends nothing")
    void oneIsCancelledInSettled() {
        loop.runUntilComplete(
                () -> {
                    var slow = createTask(giving(ofSeconds(5), "value"));
                    Task<String> cancelled = createTask(giving(ofHours(1), "never"));
                    var all = gatherSettled(cancelled, slow);
                    yieldNow();
                    cancelled.cancel("you alone");
                    var outcomes = await(all);
                    var first = assertInstanceOf(Outcome.Cancelled.class, outcomes.get(0));
                    assertEquals("you alone", first.failure().getMessage());
                    assertEquals("value", outcomes.get(1).get());
                });
    }

    @Test
    @DisplayName("GATH-08 a stage passed several times runs once and has its value in every place")
    void passedTwice() {
        loop.runUntilComplete(
                () -> {
                    var task =
                            createTask(
                                    () -> {
                                        trail.add("ran");
                                        return "value";
                                    });
                    assertEquals(
                            List.of("value", "other", "value"),
                            await(gather(task, createTask(() -> "other"), task)));
                    var outcomes = await(gatherSettled(task, task));
                    assertEquals(2, outcomes.size());
                });

        trail.is("ran");
    }

    @Test
    @DisplayName("GATH-12 futures of several loops may be gathered")
    void ofSeveralLoops() {
        try (var other = Runner.background("other")) {
            Task<String> afar = other.loop().submit(() -> "afar");
            loop.runUntilComplete(
                    () ->
                            assertEquals(
                                    List.of("here", "afar"),
                                    await(gather(sleep(ofSeconds(1), "here"), afar))));
        }
    }

    @Test
    @DisplayName("GATH-13 outside of a running loop it belongs to the loop of its stages")
    void outsideOfALoop() {
        Task<String> task = loop.createTask(giving(ofSeconds(1), "value"));
        LoopFuture<List<String>> all =
                gather(List.of(CompletableFuture.completedFuture("foreign"), task));

        assertSame(loop, all.defaultExecutor());
        assertEquals(List.of("foreign", "value"), loop.runUntilComplete(all));
        assertThrows(
                IllegalStateException.class,
                () -> gather(CompletableFuture.completedFuture("foreign")).isDone());
    }

    @Test
    @DisplayName("a hundred thousand stages are gathered, raced and waited for")
    void manyStages() {
        var stages = new ArrayList<LoopFuture<Integer>>();
        for (int i = 0; i < 100_000; i++) {
            stages.add(loop.sleepAsync(ofSeconds(1), i));
        }
        loop.runUntilComplete(
                () -> {
                    assertEquals(99_999, await(gather(stages)).get(99_999));
                    assertEquals(100_000, await(gatherSettled(stages)).size());
                    assertEquals(0, await(race(stages)));
                    int sum = 0;
                    for (var next : asCompleted(stages)) {
                        sum += await(next) % 2;
                    }
                    assertEquals(50_000, sum);
                });
    }
}
