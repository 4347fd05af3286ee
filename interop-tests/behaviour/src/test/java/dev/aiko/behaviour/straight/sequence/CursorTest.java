package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One way through a sequence, step by step. */
class CursorTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private final AsyncSequence<Integer> twoNumbers =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int number = 1; number <= 2; number++) {
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
    @DisplayName("the next value, and at the end empty, ever after")
    void toTheEnd() {
        loop.runUntilComplete(
                () -> {
                    var cursor = twoNumbers.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    assertEquals(Optional.of(2), await(cursor.nextAsync()));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                    await(cursor.closeAsync());
                });

        trail.is();
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("asking for the next while one is waited for is refused")
    void askedTwice() {
        loop.runUntilComplete(
                () -> {
                    var cursor = twoNumbers.open();
                    var first = cursor.nextAsync();
                    var refused =
                            assertThrows(
                                    IllegalStateException.class, () -> cursor.nextAsync().isDone());
                    Sentences.tellsTheNextStep(refused);
                    assertEquals(Optional.of(1), await(first));
                    await(cursor.closeAsync());
                });
    }

    @Test
    @DisplayName("cancelling a wait for the next stops the maker")
    void theWaitIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    var cursor = twoNumbers.open();
                    var first = cursor.nextAsync();
                    yieldNow();
                    yieldNow();
                    assertTrue(first.cancel("not needed"));
                    await(sleep(ofSeconds(5)));
                    assertTrue(first.isCancelled());
                    trail.is("cleaned up");
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                });
    }

    @Test
    @DisplayName("closing while a value is waited for stops the maker and ends the wait")
    void closedWhileWaiting() {
        loop.runUntilComplete(
                () -> {
                    var cursor = twoNumbers.open();
                    var first = cursor.nextAsync();
                    yieldNow();
                    yieldNow();
                    await(cursor.closeAsync());
                    trail.is("cleaned up");
                    yieldNow();
                    assertTrue(first.isDone());
                });
    }

    @Test
    @DisplayName("a second closing does no harm and waits for the same end")
    void closedTwice() {
        loop.runUntilComplete(
                () -> {
                    var cursor = twoNumbers.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    var first = cursor.closeAsync();
                    var second = cursor.closeAsync();
                    await(second);
                    trail.is("cleaned up");
                    await(first);
                    cursor.close();
                    assertEquals(Optional.empty(), await(cursor.nextAsync()));
                });

        trail.is("cleaned up");
    }

    @Test
    @DisplayName("cancelling the task that closes does not interrupt the cleanup of the maker")
    void theClosingTaskIsCancelled() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var cursor = twoNumbers.open()) {
                                await(cursor.nextAsync());
                            }
                        });
        virtual.runFor(ofMillis(1500));
        task.cancel("enough");
        virtual.runFor(ofMinutes(1));

        assertTrue(task.isDone());
        trail.is("cleaned up");
    }

    @Test
    @DisplayName("it may be used from another thread")
    void fromAnotherThread() {
        var cursors = new ArrayList<Cursor<Integer>>();
        try (var runner = Runner.background("numbers")) {
            runner.run(
                    () -> {
                        cursors.add(AsyncSequence.of(List.of(1, 2, 3)).open());
                    });
            var cursor = cursors.get(0);
            assertEquals(Optional.of(1), cursor.nextAsync().join());
            assertEquals(Optional.of(2), cursor.nextAsync().join());
            cursor.closeAsync().join();
            assertEquals(Optional.empty(), cursor.nextAsync().join());
        }
    }

    @Test
    @DisplayName("opening a sequence where no loop runs is refused")
    void withoutALoop() {
        var refused = assertThrows(IllegalStateException.class, () -> twoNumbers.open().iterator());
        Sentences.tellsTheNextStep(refused);
    }
}
