package dev.aiko.behaviour.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.guide.Kitchen.brew;
import static dev.aiko.behaviour.straight.guide.Kitchen.spill;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the first reader of the guide tried, and did not get. */
class FirstReaderTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    void cancelWhileOnlyTheChildrenAreLeft() {
        Task<?> kitchen =
                loop.createTask(
                        () -> {
                            TaskGroup.run(
                                    group -> {
                                        group.createTask(() -> brew("tea", 60));
                                    });
                        });
        loop.callLater(ofSeconds(1), () -> kitchen.cancel("fire"));
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(kitchen));
        assertEquals(1, loop.time().toSeconds());
    }

    @Test
    void limitWhileOnlyTheChildrenAreLeft() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ofSeconds(3),
                                            limit -> {
                                                TaskGroup.run(
                                                        group -> {
                                                            group.createTask(() -> brew("tea", 60));
                                                        });
                                            }));
                });
        assertEquals(3, loop.time().toSeconds());
    }

    @Test
    void childsFailureIsToldOnceWhenTheStageOfTheBodyHasItToo() {
        var failed =
                assertThrows(
                        TaskGroupException.class,
                        () ->
                                loop.runUntilComplete(
                                        () ->
                                                await(
                                                        TaskGroup.start(
                                                                group ->
                                                                        gather(
                                                                                group.createTask(
                                                                                        () ->
                                                                                                spill(
                                                                                                        "milk",
                                                                                                        1)))))));
        assertEquals(1, failed.failures().size());
    }

    @Test
    void noTimeAtAllIsOverAtTheFirstWait() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            TimeoutException.class,
                            () ->
                                    withTimeout(
                                            ZERO,
                                            limit -> {
                                                await(sleep(ZERO));
                                            }));
                });
    }

    @Test
    void emitGoesOnRefusingWhenNobodyWantsMore() {
        loop.runUntilComplete(
                () -> {
                    var deaf =
                            AsyncSequence.<String>generate(
                                    out -> {
                                        for (int i = 0; i < 3; i++) {
                                            try {
                                                out.emit("cup " + i);
                                            } catch (RuntimeException swallowed) {
                                                trail.add(swallowed.getClass().getSimpleName());
                                            }
                                        }
                                    });
                    try (var cups = deaf.open()) {
                        assertEquals("cup 0", await(cups.nextAsync()).orElseThrow());
                    }
                });
        trail.is("CancellationException", "CancellationException", "CancellationException");
    }
}
