package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A group that lets everybody finish. */
class SupervisingGroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final RuntimeException other = new IllegalArgumentException("other");

    private void failsWith(List<? extends Throwable> members, ScopeAction<TaskGroup> body) {
        loop.runUntilComplete(() -> FailedGroup.failsWith(members, GroupOptions.supervise(), body));
    }

    @Test
    @DisplayName("after a failure the other children and the body go on to their end")
    void theOthersGoOn() {
        var tasks = new Task<?>[1];
        failsWith(
                List.of(boom),
                g -> {
                    g.createTask(failing(ofSeconds(1), boom));
                    tasks[0] = g.createTask(giving(ofSeconds(5), "value"));
                    await(sleep(ofSeconds(3)));
                    trail.add("body ended");
                });

        trail.is("body ended");
        assertEquals("value", tasks[0].result());
        assertEquals(ofSeconds(5), loop.time());
    }

    @Test
    @DisplayName("all failures are reported together, in the order in which they happened")
    void allFailuresAreReported() {
        failsWith(
                List.of(boom, other),
                g -> {
                    g.createTask(failing(ofSeconds(3), other));
                    g.createTask(failing(ofSeconds(1), boom));
                });

        assertEquals(ofSeconds(3), loop.time());
    }

    @Test
    @DisplayName("it takes new children after a failure")
    void newChildrenAfterAFailure() {
        failsWith(
                List.of(boom),
                g -> {
                    g.createTask(failing(ofSeconds(1), boom));
                    await(sleep(ofSeconds(2)));
                    g.createTask(() -> trail.add("late child"));
                });

        trail.is("late child");
    }

    @Test
    @DisplayName("a failure of the body stops the children all the same")
    void theBodyFails() {
        failsWith(
                List.of(boom, other),
                g -> {
                    g.createTask(failing(ofSeconds(1), boom));
                    g.createTask(hanging(trail, "child"));
                    await(sleep(ofSeconds(2)));
                    throw other;
                });

        trail.is("child cancelled");
    }

    @Test
    @DisplayName("cancelling the task around it cancels the children all the same")
    void theTaskIsCancelled() {
        Task<?> task =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        GroupOptions.supervise(),
                                        g -> {
                                            g.createTask(hanging(trail, "child"));
                                        }));

        virtual.settle();
        task.cancel("enough");
        virtual.settle();

        assertTrue(task.isCancelled());
        trail.is("child cancelled");
    }

    @Test
    @DisplayName("the form with futures behaves the same")
    void withFutures() {
        var tasks = new Task<?>[1];
        Task<?> group =
                loop.runUntilComplete(
                        () ->
                                TaskGroup.start(
                                        GroupOptions.supervise(),
                                        g -> {
                                            g.createTask(failing(ofSeconds(1), boom));
                                            tasks[0] = g.createTask(giving(ofSeconds(5), "value"));
                                            return loop.sleepAsync(ofSeconds(3), "body");
                                        }));
        var thrown = assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));

        assertEquals(List.of(boom), thrown.failures());
        assertEquals("value", tasks[0].result());
    }
}
