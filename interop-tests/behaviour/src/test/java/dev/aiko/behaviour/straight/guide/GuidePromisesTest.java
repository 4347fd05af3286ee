package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.run;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.straight.guide.Kitchen.SpilledException;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the guide promises beyond its examples. */
class GuidePromisesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    void childsFailureIsToldOnceInASupervisingGroup() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                TaskGroup.run(
                                                        GroupOptions.supervise(),
                                                        group -> {
                                                            return await(
                                                                    group.createTask(
                                                                            () ->
                                                                                    spill(
                                                                                            "milk",
                                                                                            1)));
                                                        })));
        assertEquals(1, failed.failures().size());
    }

    @Test
    void checkedFailureOfTheBodyIsNotWrapped() {
        Task<String> milk = loop.createTask(() -> spill("milk", 1));
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () -> loop.runUntilComplete(() -> TaskGroup.run(group -> await(milk))));
        assertEquals(1, failed.leaves(SpilledException.class).size());
    }

    @Test
    void failureBetweenTwoValuesIsNoEnd() {
        var broken =
                AsyncSequence.<String>compose(
                        out -> {
                            out.emitAsync("cup 1").isDone();
                            throw new IllegalStateException("the pot is broken");
                        });
        assertThrows(
                IllegalStateException.class,
                () -> loop.runUntilComplete(() -> await(broken.toListAsync())));
    }

    @Test
    void nullIsRefusedInOurWords() {
        var thrown =
                assertThrows(
                        NullPointerException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                await(
                                                        AsyncSequence.<String>compose(
                                                                        out ->
                                                                                out.emitAsync(
                                                                                        nothing()))
                                                                .toListAsync())));
        assertTrue(thrown.getMessage().contains("value"), thrown::getMessage);
    }

    @Test
    void makerLeftWithBreakCleansUpAtTheEndOfARun() {
        run(
                () -> {
                    var endless =
                            AsyncSequence.<Integer>generate(
                                    out -> {
                                        try {
                                            out.emit(1);
                                        } finally {
                                            await(sleep(ofMillis(1)));
                                            trail.add("clean");
                                        }
                                    });
                    for (int number : endless) {
                        trail.add("got " + number);
                        break;
                    }
                });
        assertTrue(trail.steps().contains("clean"), () -> "no cleanup in " + trail.steps());
        assertEquals(List.of("got 1", "clean"), trail.steps());
    }

    private static <T> T nothing() {
        return null;
    }
}
