package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.copyContext;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.GroupOptions;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A group whose children all end well. */
class GroupTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("TG-01 leaving the group waits for every child, whose results can be read then")
    void waitsForEveryChild() {
        loop.runUntilComplete(
                () -> {
                    var tasks = new Task<?>[2];
                    String value =
                            TaskGroup.run(
                                    g -> {
                                        tasks[0] = g.createTask(giving(ofSeconds(2), 42));
                                        tasks[1] =
                                                g.composeTask(
                                                        () -> loop.sleepAsync(ofSeconds(1), 11));
                                        return "body";
                                    });
                    assertEquals("body", value);
                    assertEquals(42, tasks[0].result());
                    assertEquals(11, tasks[1].result());
                    assertEquals(ofSeconds(2), loop.time());
                });
    }

    @Test
    @DisplayName("TG-01 a body may await its children itself, and use what they give")
    void theBodyAwaitsItsChildren() {
        int sum =
                loop.runUntilComplete(
                        () ->
                                TaskGroup.run(
                                        g -> {
                                            var one = g.createTask(giving(ofSeconds(2), 1));
                                            var two = g.createTask(giving(ofSeconds(1), 2));
                                            return await(one) + await(two);
                                        }));

        assertEquals(3, sum);
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("TG-01 an empty group ends at once, and a body without a value has none")
    void emptyGroup() {
        loop.runUntilComplete(
                () -> {
                    TaskGroup.run(
                            g -> {
                                trail.add("body");
                            });
                    assertEquals("value", TaskGroup.run(g -> "value"));
                });

        trail.is("body");
        assertEquals(0, loop.time().toNanos());
    }

    @Test
    @DisplayName("TG-02 children start more children while the group waits at its end")
    void childrenStartChildren() {
        loop.runUntilComplete(
                () -> {
                    TaskGroup.run(
                            g -> {
                                g.createTask(() -> spawn(g, 4));
                                trail.add("body ended");
                            });
                    trail.add("group ended");
                });

        trail.is("body ended", "child 4", "child 3", "child 2", "child 1", "group ended");
        assertEquals(ofSeconds(4), loop.time());
    }

    private void spawn(TaskGroup group, int left) {
        await(sleep(ofSeconds(1)));
        trail.add("child " + left);
        if (left > 1) {
            group.createTask(() -> spawn(group, left - 1));
        }
    }

    @Test
    @DisplayName("children are made from any thread, and run on the loop of the group")
    void childrenFromAnotherThread() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    Wait.onAnotherThread(() -> g.createTask(this::sayWhere));
                                    trail.add("body ended");
                                }));

        trail.is("body ended", "on the loop");
    }

    private void sayWhere() {
        assertSame(loop, runningLoop());
        trail.add("on the loop");
    }

    @Test
    @DisplayName("TG-25 a name and a context that were given are those of the child")
    void nameAndContext() {
        var colour = contextVar("colour", "none");
        loop.runUntilComplete(
                () -> {
                    var context = copyContext();
                    context.run(() -> colour.set("green"));
                    var options = TaskOptions.named("painter").withContext(context);
                    TaskGroup.run(
                            g -> {
                                Task<?> child =
                                        g.createTask(
                                                options,
                                                () -> {
                                                    trail.add(currentTask().name());
                                                    trail.add(colour.get());
                                                });
                                Task<?> composed =
                                        g.composeTask(
                                                options.withName("composer"),
                                                () -> {
                                                    trail.add(currentTask().name());
                                                    trail.add(colour.get());
                                                    return loop.sleepAsync(ofSeconds(1));
                                                });
                                assertSame(context, child.context());
                                assertEquals("composer", composed.name());
                            });
                });

        trail.is("painter", "green", "composer", "green");
    }

    @Test
    @DisplayName("TG-25 without them a child runs in a copy of the context of whoever made it")
    void contextOfTheMaker() {
        var colour = contextVar("colour", "none");
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    colour.set("red");
                                    var child = g.createTask(() -> colour.get());
                                    colour.set("blue");
                                    assertEquals("red", await(child));
                                }));
    }

    @Test
    @DisplayName("TG-26 the group holds only the children that are not done")
    void finishedChildrenAreForgotten() {
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                g -> {
                                    var quick = g.createTask(giving(ofSeconds(1), 1));
                                    var slow = g.createTask(giving(ofSeconds(3), 2));
                                    assertEquals(Set.of(quick, slow), g.tasks());
                                    await(sleep(ofSeconds(2)));
                                    assertEquals(Set.of(slow), g.tasks());
                                    await(slow);
                                    yieldNow();
                                    assertEquals(Set.of(), g.tasks());
                                }));
    }

    @Test
    @DisplayName("a group has the name it was given, or one of its own")
    void names() {
        loop.runUntilComplete(
                () -> {
                    TaskGroup.run(
                            GroupOptions.failFast().withName("kitchen"),
                            g -> {
                                assertEquals("kitchen", g.name());
                                assertTrue(g.toString().contains("kitchen"), g::toString);
                            });
                    String first = TaskGroup.run(TaskGroup::name);
                    String second = TaskGroup.run(TaskGroup::name);
                    assertTrue(first.matches("Group-\\d+"), first);
                    assertFalse(first.equals(second));
                });
    }
}
