package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.Completions;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several stages in the order in which they get done. */
class AsCompletedTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private List<Task<String>> threeTasks() {
        return List.of(
                loop.createTask(giving(ofSeconds(3), "slow")),
                loop.createTask(giving(ofSeconds(1), "quick")),
                loop.createTask(giving(ofSeconds(2), "middle")));
    }

    @Test
    @DisplayName(
            "ASC-01 as many futures as stages; awaited in turn they give the values as they come")
    void inTheOrderOfCompletion() {
        loop.runUntilComplete(
                () -> {
                    for (LoopFuture<String> next : asCompleted(threeTasks())) {
                        trail.add(await(next) + " at " + loop.time().toSeconds());
                    }
                });

        trail.is("quick at 1", "middle at 2", "slow at 3");
    }

    @Test
    @DisplayName("ASC-01 stages of every make, some of them done already")
    void everyMake() {
        var foreign = new CompletableFuture<String>();
        loop.callLater(ofSeconds(2), () -> foreign.complete("foreign"));
        loop.runUntilComplete(
                () -> {
                    Completions<CompletableFuture<String>, String> completions =
                            asCompleted(
                                    foreign,
                                    sleep(ofSeconds(1), "sleep"),
                                    CompletableFuture.completedFuture("done"));
                    for (var next : completions) {
                        trail.add(await(next));
                    }
                });

        trail.is("done", "sleep", "foreign");
    }

    @Test
    @DisplayName("ASC-01 a failure comes in its turn and does not end the rest")
    void aFailure() {
        loop.runUntilComplete(
                () -> {
                    var tasks =
                            List.of(
                                    createTask(giving(ofSeconds(2), "value")),
                                    loop.<String>createFuture());
                    loop.callLater(
                            ofSeconds(1),
                            () -> ((LoopFuture<?>) tasks.get(1)).completeExceptionally(boom));
                    var futures = asCompleted(tasks).iterator();
                    var first = futures.next();
                    assertSame(
                            boom, assertThrows(IllegalArgumentException.class, () -> await(first)));
                    assertEquals("value", await(futures.next()));
                    assertFalse(futures.hasNext());
                    assertThrows(NoSuchElementException.class, futures::next);
                });
    }

    @Test
    @DisplayName("ASC-02 several may be awaited at the same time, each with a different outcome")
    void atTheSameTime() {
        loop.runUntilComplete(
                () -> {
                    var futures = new ArrayList<LoopFuture<String>>();
                    asCompleted(threeTasks()).forEach(futures::add);
                    assertEquals(3, futures.size());
                    assertEquals(List.of("quick", "middle", "slow"), await(gather(futures)));
                });
    }

    @Test
    @DisplayName("ASC-02 two iterators share the places: each stage comes once")
    void twoIterators() {
        loop.runUntilComplete(
                () -> {
                    var completions = asCompleted(threeTasks());
                    var one = completions.iterator();
                    var two = completions.iterator();
                    assertEquals("quick", await(one.next()));
                    assertEquals("middle", await(two.next()));
                    assertEquals("slow", await(one.next()));
                    assertFalse(one.hasNext());
                    assertFalse(two.hasNext());
                });
    }

    @Test
    @DisplayName("ASC-03 the sequence gives the very stages, each done")
    void theSequence() {
        loop.runUntilComplete(
                () -> {
                    var tasks = threeTasks();
                    var seen = new ArrayList<Task<String>>();
                    for (Task<String> task : asCompleted(tasks).sequence()) {
                        assertTrue(task.isDone());
                        seen.add(task);
                    }
                    assertEquals(List.of(tasks.get(1), tasks.get(2), tasks.get(0)), seen);
                });
    }

    @Test
    @DisplayName("ASC-03 a stage that has failed comes as itself, and ends nothing")
    void theSequenceOfFailures() {
        loop.runUntilComplete(
                () -> {
                    var failed = createTask(failing(ofSeconds(1), boom));
                    var good = createTask(giving(ofSeconds(2), "value"));
                    var seen = await(asCompleted(good, failed).sequence().toListAsync());
                    assertEquals(List.of(failed, good), seen);
                    assertSame(boom, failed.exception());
                });
    }

    @Test
    @DisplayName("ASC-04 a stage passed twice comes once, in both ways")
    void passedTwice() {
        loop.runUntilComplete(
                () -> {
                    var task = createTask(giving(ofSeconds(1), "value"));
                    var futures = new ArrayList<LoopFuture<String>>();
                    asCompleted(List.of(task, task)).forEach(futures::add);
                    assertEquals(1, futures.size());
                    assertEquals("value", await(futures.get(0)));
                    assertEquals(
                            List.of(task), await(asCompleted(task, task).sequence().toListAsync()));
                });
    }

    @Test
    @DisplayName(
            "ASC-05, ASC-06 when the time is over the other futures time out, the stages go on")
    void timeIsOver() {
        loop.runUntilComplete(
                () -> {
                    var tasks = threeTasks();
                    var futures = new ArrayList<LoopFuture<String>>();
                    asCompleted(tasks, ofMillis(1500)).forEach(futures::add);
                    assertEquals("quick", await(futures.get(0)));
                    for (var late : futures.subList(1, 3)) {
                        assertThrows(
                                TimeoutException.class, () -> await(late, TimeoutException.class));
                    }
                    assertEquals(ofMillis(1500), loop.time());
                    assertEquals(0, tasks.get(0).cancelling());
                    assertEquals("slow", await(tasks.get(0)));
                });
    }

    @Test
    @DisplayName("ASC-05, ASC-06 the sequence times out in its next step, and the stages go on")
    void theSequenceTimesOut() {
        loop.runUntilComplete(
                () -> {
                    var tasks = threeTasks();
                    var cursor = asCompleted(tasks, ofMillis(1500)).sequence().open();
                    assertSame(tasks.get(1), await(cursor.nextAsync()).orElseThrow());
                    assertThrows(
                            TimeoutException.class,
                            () -> await(cursor.nextAsync(), TimeoutException.class));
                    assertEquals(ofMillis(1500), loop.time());
                    assertEquals("slow", await(tasks.get(0)));
                    await(cursor.closeAsync());
                });
    }

    @Test
    @DisplayName("ASC-07 when all end in time the timer is gone, and no timeout ever shows")
    void inTime() {
        loop.runUntilComplete(
                () -> {
                    for (var next : asCompleted(threeTasks(), ofSeconds(50))) {
                        trail.add(await(next));
                    }
                    await(sleep(ofSeconds(100)));
                });

        trail.is("quick", "middle", "slow");
        assertFalse(virtual.clock().deadlines().contains(ofSeconds(50).toNanos()), "timer left");
    }

    @Test
    @DisplayName("ASC-08 of foreign stages where no loop is, it is refused")
    void withoutALoop() {
        var refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> asCompleted(new CompletableFuture<String>()).iterator());
        Sentences.tellsTheNextStep(refused);
    }

    @Test
    @DisplayName("cancelling a future that was taken leaves the stages alone")
    void aFutureIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    var tasks = threeTasks();
                    var futures = asCompleted(tasks).iterator();
                    var first = futures.next();
                    assertTrue(first.cancel("not needed"));
                    await(sleep(ofSeconds(5)));
                    for (var task : tasks) {
                        assertEquals(0, task.cancelling());
                    }
                });
    }
}
