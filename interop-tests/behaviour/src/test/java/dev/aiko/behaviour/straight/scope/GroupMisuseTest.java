package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failsWith;
import static dev.aiko.behaviour.straight.scope.FailedGroup.failureOf;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.TaskOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What a group refuses. */
class GroupMisuseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private void refusesChildren(TaskGroup group) {
        Map<String, Executable> ways = new LinkedHashMap<>();
        ways.put("createTask", () -> group.createTask(() -> trail.add("ran")));
        ways.put("createTask value", () -> group.createTask(() -> "ran"));
        ways.put("eager", () -> group.createTask(TaskOptions.eagerly(), () -> trail.add("ran")));
        ways.put(
                "composeTask",
                () ->
                        group.composeTask(
                                () -> {
                                    trail.add("ran");
                                    return new CompletableFuture<>();
                                }));
        ways.put("startAsync", () -> group.startAsync(ready -> trail.add("ran")).isDone());
        ways.forEach(
                (name, way) -> {
                    var refused = assertThrows(IllegalStateException.class, way, name);
                    Sentences.tellsTheNextStep(refused, group.name());
                });
    }

    @Test
    @DisplayName("TG-18 a group that has ended refuses children, and their bodies never run")
    void afterTheEnd() {
        loop.runUntilComplete(
                () -> {
                    var groups = new TaskGroup[1];
                    TaskGroup.run(
                            g -> {
                                groups[0] = g;
                            });
                    refusesChildren(groups[0]);
                    await(sleep(ofSeconds(1)));
                });

        trail.is();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("TG-18 so does one that has failed")
    void afterAFailure() {
        loop.runUntilComplete(
                () -> {
                    var groups = new TaskGroup[1];
                    failureOf(
                            g -> {
                                groups[0] = g;
                                throw boom;
                            });
                    refusesChildren(groups[0]);
                });

        trail.is();
    }

    @Test
    @DisplayName("TG-19 a group that is stopping refuses children in the caller")
    void whileStopping() {
        loop.runUntilComplete(
                () -> {
                    failsWith(
                            List.of(boom),
                            g -> {
                                g.createTask(failing(ofSeconds(1), boom));
                                try {
                                    hang();
                                } finally {
                                    refusesChildren(g);
                                }
                            });
                });

        trail.is();
        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("TG-19 also from a child that cleans up, and from another thread")
    void fromAChildThatCleansUp() {
        loop.runUntilComplete(
                () ->
                        failureOf(
                                g -> {
                                    g.createTask(
                                            () -> {
                                                try {
                                                    hang();
                                                } finally {
                                                    refusesChildren(g);
                                                    Wait.onAnotherThread(() -> refusesChildren(g));
                                                    trail.add("refused");
                                                }
                                            });
                                    g.createTask(failing(ofSeconds(1), boom));
                                }));

        trail.is("refused");
    }

    @Test
    @DisplayName("TG-21 opening a group on a plain thread is refused, and the body does not run")
    void onAPlainThread() {
        var refused =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            trail.add("body");
                                        }));
        Sentences.tellsTheNextStep(refused);
        assertThrows(IllegalStateException.class, () -> TaskGroup.run(g -> "value"));
        assertThrows(
                IllegalStateException.class,
                () -> TaskGroup.start(g -> loop.sleepAsync(ofSeconds(1))));

        trail.is();
    }

    @Test
    @DisplayName("TG-21 so it is in a callback, and in a task that is written with futures")
    void inACallback() {
        loop.callSoon(
                () -> {
                    var refused =
                            assertThrows(
                                    IllegalStateException.class,
                                    () ->
                                            TaskGroup.run(
                                                    g -> {
                                                        trail.add("body");
                                                    }));
                    Sentences.tellsTheNextStep(refused);
                    trail.add("refused in a callback");
                });
        loop.runUntilComplete(
                loop.composeTask(
                        () -> {
                            assertThrows(
                                    IllegalStateException.class, () -> TaskGroup.run(g -> "value"));
                            trail.add("refused in a composed task");
                            return loop.sleepAsync(ofSeconds(1));
                        }));

        trail.is("refused in a callback", "refused in a composed task");
    }
}
