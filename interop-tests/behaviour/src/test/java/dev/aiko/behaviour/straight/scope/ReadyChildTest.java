package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.ScopeAction;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A child that gets ready before it goes on. */
class ReadyChildTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private void inAGroup(ScopeAction<TaskGroup> body) {
        loop.runUntilComplete(() -> TaskGroup.run(body));
    }

    @Test
    @DisplayName("the future is done with what the child reports, and the child goes on")
    void reports() {
        loop.runUntilComplete(
                () -> {
                    TaskGroup.run(
                            g -> {
                                LoopFuture<Integer> port =
                                        g.startAsync(
                                                ready -> {
                                                    await(sleep(ofSeconds(1)));
                                                    ready.report(8080);
                                                    await(sleep(ofSeconds(5)));
                                                    trail.add("server ended");
                                                });
                                assertEquals(8080, await(port));
                                trail.add("ready at " + loop.time().toSeconds());
                                assertEquals(1, g.tasks().size());
                            });
                    trail.add("group ended");
                });

        trail.is("ready at 1", "server ended", "group ended");
    }

    @Test
    @DisplayName("a child that fails before its report fails the future, and not the group")
    void failsBeforeTheReport() {
        inAGroup(
                g -> {
                    var sibling = g.createTask(giving(ofSeconds(5), "value"));
                    LoopFuture<Integer> port =
                            g.startAsync(
                                    ready -> {
                                        await(sleep(ofSeconds(1)));
                                        throw boom;
                                    });
                    assertSame(
                            boom, assertThrows(IllegalArgumentException.class, () -> await(port)));
                    assertEquals("value", await(sibling));
                });
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("a child that ends without a report fails the future")
    void endsWithoutAReport() {
        inAGroup(
                g -> {
                    LoopFuture<Integer> port = g.startAsync(ready -> {});
                    var refused = assertThrows(IllegalStateException.class, () -> await(port));
                    Sentences.tellsTheNextStep(refused);
                    trail.add("group goes on");
                });
        trail.is("group goes on");
    }

    @Test
    @DisplayName("a child that fails after its report fails the group")
    void failsAfterTheReport() {
        loop.runUntilComplete(
                () -> {
                    failsWith(
                            List.of(boom),
                            g -> {
                                LoopFuture<String> started =
                                        g.startAsync(
                                                ready -> {
                                                    ready.report("up");
                                                    yieldNow();
                                                    throw boom;
                                                });
                                trail.add(await(started));
                                hang();
                            });
                });
        trail.is("up");
    }

    @Test
    @DisplayName("cancelling the future before the report cancels the child")
    void cancelledBeforeTheReport() {
        inAGroup(
                g -> {
                    LoopFuture<String> started =
                            g.startAsync(ready -> hanging(trail, "child").run());
                    yieldNow();
                    assertTrue(started.cancel("enough"));
                    await(sleep(ofSeconds(1)));
                    assertTrue(started.isCancelled());
                    assertEquals(Set.of(), g.tasks());
                });
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("cancelling the future after the report does nothing")
    void cancelledAfterTheReport() {
        inAGroup(
                g -> {
                    LoopFuture<String> started =
                            g.startAsync(
                                    ready -> {
                                        ready.report("up");
                                        await(sleep(ofSeconds(1)));
                                        trail.add("ended well");
                                    });
                    await(started);
                    assertFalse(started.cancel("too late"));
                });
        trail.is("ended well");
    }

    @Test
    @DisplayName("a second report is refused, and the first one stands")
    void reportsTwice() {
        inAGroup(
                g -> {
                    LoopFuture<String> started =
                            g.startAsync(
                                    ready -> {
                                        ready.report("first");
                                        var refused =
                                                assertThrows(
                                                        IllegalStateException.class,
                                                        () -> ready.report("second"));
                                        Sentences.tellsTheNextStep(refused);
                                        trail.add("refused");
                                    });
                    assertEquals("first", await(started));
                });
        trail.is("refused");
    }

    @Test
    @DisplayName("a report may be null, and may come from another thread")
    void reportOfNull() {
        inAGroup(
                g -> {
                    LoopFuture<String> started =
                            g.startAsync(
                                    TaskOptions.named("quiet"),
                                    ready -> {
                                        trail.add(currentTask().name());
                                        Wait.onAnotherThread(() -> ready.report(null));
                                        await(sleep(ofSeconds(1)));
                                    });
                    assertNull(await(started));
                });
        trail.is("quiet");
    }

    @Test
    @DisplayName("a group that stops takes a child down that is not ready yet")
    void theGroupStops() {
        loop.runUntilComplete(
                () -> {
                    var started = new LoopFuture<?>[1];
                    TaskGroup.run(
                            g -> {
                                started[0] = g.startAsync(ready -> hanging(trail, "child").run());
                                yieldNow();
                                g.cancel("enough");
                            });
                    assertTrue(started[0].isCancelled());
                });
        trail.is("child cancelled");
    }
}
