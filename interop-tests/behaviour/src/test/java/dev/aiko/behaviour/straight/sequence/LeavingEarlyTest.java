package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer that does not go to the end: the maker is stopped and cleans up. */
class LeavingEarlyTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** Counts for ever, and takes two seconds to clean up. */
    private final AsyncSequence<Integer> numbers =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int number = 1; ; number++) {
                                await(sleep(ofSeconds(1)));
                                out.emit(number);
                            }
                        } catch (CancellationException cancelled) {
                            await(sleep(ofSeconds(2)));
                            trail.add("cleaned up");
                            throw cancelled;
                        }
                    });

    @Test
    @DisplayName(
            "a try around the cursor stops the maker there and then, and waits for its cleanup")
    void aTry() {
        loop.runUntilComplete(
                () -> {
                    try (var rows = numbers.open()) {
                        for (int row : rows) {
                            trail.add("row " + row);
                            if (row == 2) {
                                break;
                            }
                        }
                    }
                    trail.add("after");
                });

        trail.is("row 1", "row 2", "cleaned up", "after");
        assertEquals(ofSeconds(4), loop.time());
    }

    @Test
    @DisplayName("a failure of the consumer inside the try comes out when the maker has cleaned up")
    void aFailureInTheTry() {
        loop.runUntilComplete(
                () -> {
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> {
                                try (var rows = numbers.open()) {
                                    for (int row : rows) {
                                        trail.add("row " + row);
                                        throw boom;
                                    }
                                }
                            });
                    trail.add("after");
                });

        trail.is("row 1", "cleaned up", "after");
    }

    @Test
    @DisplayName(
            "a plain for that is left with break: the maker is stopped at the end of the body, and"
                    + " the task is done after its cleanup")
    void aPlainFor() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (int row : numbers) {
                                trail.add("row " + row);
                                break;
                            }
                            await(sleep(ofSeconds(10)));
                            trail.add("body ends");
                        });
        task.whenComplete((value, failure) -> trail.add("task is done"));
        virtual.runFor(ofMinutes(1));

        trail.is("row 1", "body ends", "cleaned up", "task is done");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a consumer that is cancelled while it waits takes the maker with it")
    void theConsumerIsCancelled() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (int row : numbers) {
                                trail.add("row " + row);
                            }
                        });
        loop.callLater(ofMillis(1500), () -> task.cancel("enough"));
        virtual.runFor(ofMinutes(1));

        assertTrue(task.isCancelled());
        trail.is("row 1", "cleaned up");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a consumer that is cancelled elsewhere is done when its maker has cleaned up")
    void theConsumerIsCancelledElsewhere() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (int row : numbers) {
                                trail.add("row " + row);
                                await(sleep(ofHours(1)));
                            }
                        });
        task.whenComplete((value, failure) -> trail.add("task is done"));
        virtual.runFor(ofSeconds(5));
        task.cancel("enough");
        task.cancel("hurry"); // does not reach the cleanup, which is not the body's
        virtual.runFor(ofMinutes(1));

        assertTrue(task.isCancelled());
        trail.is("row 1", "cleaned up", "task is done");
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a time limit around the loop stops the maker")
    void aTimeLimit() {
        loop.runUntilComplete(
                () -> {
                    boolean ended =
                            moveOnAfter(
                                    ofMillis(2500),
                                    t -> {
                                        try (var rows = numbers.open()) {
                                            for (int row : rows) {
                                                trail.add("row " + row);
                                            }
                                        }
                                    });
                    assertFalse(ended);
                    trail.add("after");
                });

        trail.is("row 1", "row 2", "cleaned up", "after");
    }

    @Test
    @DisplayName("closed before the first value was asked for: the maker never runs")
    void closedBeforeTheFirst() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    await(cursor.closeAsync());
                    assertTrue(await(cursor.nextAsync()).isEmpty());
                    await(sleep(ofSeconds(10)));
                });

        trail.is();
    }

    @Test
    @DisplayName("a maker that fails in its cleanup fails the closing")
    void failsInItsCleanup() {
        AsyncSequence<Integer> failing =
                AsyncSequence.generate(
                        out -> {
                            try {
                                out.emit(1);
                            } catch (CancellationException cancelled) {
                                throw boom;
                            }
                        });
        loop.runUntilComplete(
                () -> {
                    var cursor = failing.open();
                    assertEquals(1, await(cursor.nextAsync()).orElseThrow());
                    assertSame(
                            boom,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> await(cursor.closeAsync())));
                });
    }

    @Test
    @DisplayName("a maker that goes on emitting after it was stopped is stopped again")
    void goesOnEmitting() {
        AsyncSequence<Integer> stubborn =
                AsyncSequence.generate(
                        out -> {
                            out.emit(1);
                            trail.add("not here");
                        });
        AsyncSequence<Integer> swallowing =
                AsyncSequence.generate(
                        out -> {
                            assertThrows(CancellationException.class, () -> out.emit(1));
                            assertThrows(CancellationException.class, () -> out.emit(2));
                            trail.add("twice");
                        });
        loop.runUntilComplete(
                () -> {
                    for (var sequence : List.of(stubborn, swallowing)) {
                        var cursor = sequence.open();
                        assertEquals(1, await(cursor.nextAsync()).orElseThrow());
                        await(cursor.closeAsync());
                    }
                });

        trail.is("twice");
    }

    @Test
    @DisplayName("closing the loop stops the makers, and their cleanup gets its turns")
    void theLoopIsClosed() {
        AsyncSequence<Integer> quick =
                AsyncSequence.generate(
                        out -> {
                            try {
                                out.emit(1);
                            } finally {
                                yieldNow();
                                trail.add("cleaned up");
                            }
                        });
        loop.runUntilComplete(() -> await(quick.open().nextAsync()).orElseThrow());
        loop.close();

        trail.is("cleaned up");
        assertEquals(List.of(), virtual.reports());
    }
}
