package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.brewAsync;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of docs/guide/groups.md. */
class GroupsPageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    // ---- the example -------------------------------------------------------------------------

    static String breakfast() {
        return TaskGroup.run(
                group -> {
                    var tea = group.createTask(() -> brew("tea", 2));
                    var cake = group.createTask(() -> brew("cake", 1));
                    return await(cake) + " and " + await(tea);
                });
    }

    static Task<String> breakfastAsync() {
        return TaskGroup.start(
                group -> {
                    var tea = group.composeTask(() -> brewAsync("tea", 2));
                    var cake = group.composeTask(() -> brewAsync("cake", 1));
                    return cake.thenCombine(tea, (first, second) -> first + " and " + second);
                });
    }

    @Test
    void breakfastTakesAsLongAsTheTea() {
        assertEquals("cake and tea", loop.runUntilComplete(GroupsPageTest::breakfast));
        assertEquals(2, loop.time().toSeconds());
    }

    @Test
    void breakfastWithFuturesIsTheSame() {
        loop.runUntilComplete(
                () -> {
                    assertEquals("cake and tea", await(breakfastAsync()));
                });
        assertEquals(2, loop.time().toSeconds());
    }

    // ---- failures ----------------------------------------------------------------------------

    String careful() {
        try {
            return TaskGroup.run(
                    group -> {
                        group.createTask(() -> spill("milk", 1));
                        return brew("tea", 60);
                    });
        } catch (TaskGroupException failed) {
            var spilled = failed.split(SpilledException.class);
            if (spilled.rest() != null) throw spilled.rest();
            return "no breakfast: " + spilled.matched().failures().get(0).getMessage();
        }
    }

    @Test
    void failureStopsTheRest() {
        assertEquals("no breakfast: milk is on the floor", loop.runUntilComplete(() -> careful()));
        assertEquals(1, loop.time().toSeconds());
    }

    @Test
    void groupEndsWhenTheCleanupHas() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                TaskGroup.run(
                                                        GroupOptions.failFast().withName("kitchen"),
                                                        group -> {
                                                            group.createTask(
                                                                    () -> {
                                                                        try {
                                                                            brew("tea", 60);
                                                                        } finally {
                                                                            brew("a cloth", 3);
                                                                            trail.add("clean");
                                                                        }
                                                                    });
                                                            group.createTask(
                                                                    () -> spill("milk", 1));
                                                        })));
        trail.is("clean");
        assertEquals(4, loop.time().toSeconds());
        assertEquals(
                "1 failure in task group 'kitchen'; the first: "
                        + "dev.aiko.behaviour.straight.guide.Kitchen$SpilledException: "
                        + "milk is on the floor",
                failed.getMessage());
        assertEquals(1, failed.leaves(SpilledException.class).size());
    }

    // ---- a supervising group -----------------------------------------------------------------

    static void everybodyMayFinish() {
        TaskGroup.run(
                GroupOptions.supervise(),
                group -> {
                    group.createTask(() -> spill("milk", 1));
                    group.createTask(() -> brew("tea", 2));
                });
    }

    @Test
    void supervisingGroupLetsTheOthersFinish() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () -> loop.runUntilComplete(GroupsPageTest::everybodyMayFinish));
        assertEquals(2, loop.time().toSeconds());
        assertEquals(1, failed.failures().size());
    }

    // ---- cancelling --------------------------------------------------------------------------

    static void untilTheBell() {
        TaskGroup.run(
                group -> {
                    group.createTask(() -> brew("soup", 3600));
                    await(sleep(ofSeconds(5)));
                    group.cancel("the bell has rung");
                });
    }

    @Test
    void cancelledGroupWithoutAValueEndsQuietly() {
        loop.runUntilComplete(GroupsPageTest::untilTheBell);
        assertEquals(5, loop.time().toSeconds());
    }

    @Test
    void cancelledGroupWithoutItsValueEndsAsCancelled() {
        var cancelled =
                assertThrows(
                        CancellationException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                TaskGroup.run(
                                                        group -> {
                                                            group.cancel("no");
                                                            return brew("tea", 1);
                                                        })));
        assertEquals("no", cancelled.getMessage());
    }

    // ---- a child that gets ready -------------------------------------------------------------

    static int serve() {
        return TaskGroup.run(
                group -> {
                    int table =
                            await(
                                    group.<Integer>startAsync(
                                            ready -> {
                                                brew("water", 1);
                                                ready.report(7);
                                                brew("tea", 5);
                                            }));
                    return table;
                });
    }

    @Test
    void childReportsBeforeItGoesOn() {
        assertEquals(7, loop.runUntilComplete(() -> serve()));
        assertEquals(6, loop.time().toSeconds());
    }

    // ---- mistakes ----------------------------------------------------------------------------

    @Test
    void closedGroupTakesNobody() {
        var kept = new TaskGroup[1];
        loop.runUntilComplete(
                () ->
                        TaskGroup.run(
                                GroupOptions.failFast().withName("kitchen"),
                                group -> {
                                    kept[0] = group;
                                }));
        assertEquals(
                "TaskGroup 'kitchen' takes no more tasks; it is closed.",
                assertThrows(
                                IllegalStateException.class,
                                () -> kept[0].createTask(() -> brew("tea", 1)))
                        .getMessage());
    }

    @Test
    void groupOutsideOfATaskIsRefused() {
        assertEquals(
                "TaskGroup.run(...) outside of a task; call it in a straight-line body, made by createTask.",
                assertThrows(IllegalStateException.class, GroupsPageTest::breakfast).getMessage());
    }

    @Test
    void groupInACallbackIsRefused() {
        loop.callSoon(GroupsPageTest::breakfast);
        virtual.oneTurn();
        String message = virtual.reports().get(0).exception().getMessage();
        assertEquals(
                "Waiting for TaskGroup.run(...) here would block EventLoop '"
                        + loop.name()
                        + "' for ever: this is a plain callback; use thenCompose, or await in a task.",
                message);
    }

    @Test
    void childThatNeverReportsIsToldSo() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                TaskGroup.run(
                                                        group -> {
                                                            await(
                                                                    group.startAsync(
                                                                            ready -> {
                                                                                brew("tea", 1);
                                                                            }));
                                                        })));
        assertEquals(
                "The child ended without a report; call ready.report(…).",
                failed.failures().get(0).getMessage());
    }

    @Test
    void swallowedCancellationKeepsTheGroupOpen() {
        Task<?> group =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        all -> {
                                            all.createTask(
                                                    () -> {
                                                        try {
                                                            await(sleep(ofHours(1)));
                                                        } catch (RuntimeException swallowed) {
                                                            brew("soup", 600);
                                                        }
                                                    });
                                            all.createTask(() -> spill("milk", 1));
                                        }));
        assertThrows(TaskGroupException.class, () -> loop.runUntilComplete(group));
        assertEquals(601, loop.time().toSeconds());
    }

    @Test
    void groupThrowsItsOwnTypeAlsoForASingleFailure() {
        var failure =
                assertThrows(
                        RuntimeException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                TaskGroup.run(
                                                        group -> {
                                                            group.createTask(
                                                                    () -> spill("milk", 1));
                                                        })));
        var failed = assertInstanceOf(TaskGroupException.class, failure);
        assertSame(failed.failures().get(0), failed.getCause());
    }
}
