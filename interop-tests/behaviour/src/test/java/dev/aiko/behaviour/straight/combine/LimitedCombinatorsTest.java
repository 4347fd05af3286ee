package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.ReturnWhen;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A time limit on a future that stands for others reaches the work below it. */
class LimitedCombinatorsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private Task<Void> work() {
        return createTask(hanging(trail, "work"));
    }

    /** Limits the future in both ways, each on work of its own. */
    private <T> void limited(Function<Task<Void>, LoopFuture<T>> combinator) {
        loop.runUntilComplete(
                () -> {
                    var failing = combinator.apply(work());
                    failing.orTimeout(1, SECONDS);
                    assertThrows(
                            TimeoutException.class, () -> await(failing, TimeoutException.class));
                    var giving = combinator.apply(work());
                    giving.completeOnTimeout(null, 1, SECONDS);
                    assertNull(await(giving));
                    await(sleep(ofSeconds(1)));
                });
        assertEquals(ofSeconds(3), loop.time());
    }

    private void stopsTheWork() {
        trail.is("work cancelled", "work cancelled");
    }

    private void leavesTheWorkAlone() {
        trail.is();
    }

    @Test
    @DisplayName("on gather: what is gathered is stopped")
    void onGather() {
        limited(work -> gather(List.of(work)));
        stopsTheWork();
    }

    @Test
    @DisplayName("on gatherSettled: the same")
    void onGatherSettled() {
        limited(work -> gatherSettled(List.of(work)));
        stopsTheWork();
    }

    @Test
    @DisplayName("on a race: everybody is stopped")
    void onARace() {
        limited(work -> race(List.of(work)));
        stopsTheWork();
    }

    @Test
    @DisplayName("on a staggered race: whoever has begun is stopped")
    void onAStaggeredRace() {
        limited(work -> staggeredRace(ofSeconds(2), List.of(() -> work)));
        stopsTheWork();
    }

    @Test
    @DisplayName("on waitFor: the stage is stopped")
    void onWaitFor() {
        limited(work -> waitFor(work, ofHours(1)));
        stopsTheWork();
    }

    @Test
    @DisplayName("on usingAsync: the stage of the block is stopped, and the resource closed")
    void onUsingAsync() {
        AsyncCloseable resource =
                () -> {
                    trail.add("closed");
                    return loop.sleepAsync(ofSeconds(0));
                };
        limited(work -> usingAsync(resource, r -> work));

        trail.is("work cancelled", "closed", "work cancelled", "closed");
    }

    @Test
    @DisplayName("on the future of a child that gets ready: the child is stopped, not the group")
    void onAChildThatGetsReady() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    var ready = g.startAsync(r -> hanging(trail, "work").run());
                                    ready.orTimeout(1, SECONDS);
                                    assertThrows(
                                            TimeoutException.class,
                                            () -> await(ready, TimeoutException.class));
                                    await(sleep(ofSeconds(1)));
                                    trail.add("the group goes on");
                                }));

        trail.is("work cancelled", "the group goes on");
    }

    @Test
    @DisplayName("on a shield: nothing is stopped")
    void onAShield() {
        limited(work -> shield(work));
        leavesTheWorkAlone();
        assertFalse(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("on a shield: a stage that fails after the limit is told to the loop")
    void onAShieldWhoseStageFails() {
        var boom = new IllegalArgumentException("boom");
        loop.runUntilComplete(
                () -> {
                    var inner = loop.createFuture();
                    var shielded = shield(inner);
                    shielded.orTimeout(1, SECONDS);
                    assertThrows(
                            TimeoutException.class, () -> await(shielded, TimeoutException.class));
                    inner.completeExceptionally(boom);
                });

        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
    }

    @Test
    @DisplayName("on waitUntil: nothing is stopped either")
    void onWaitUntil() {
        limited(work -> waitUntil(ReturnWhen.ALL_COMPLETED, List.of(work)));
        leavesTheWorkAlone();
    }
}
