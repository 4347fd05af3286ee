package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.Completions;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A place among several stages that was given up is free again, and no stage is lost with it. */
class AsCompletedPlacesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> one = loop.createFuture();
    private final LoopFuture<String> two = loop.createFuture();

    private Completions<LoopFuture<String>, String> both() {
        return asCompleted(List.of(one, two));
    }

    @Test
    @DisplayName("a future that is cancelled while it waits leaves its place to another one")
    void aFutureIsCancelled() {
        loop.runUntilComplete(
                () -> {
                    var futures = both().iterator();
                    var givenUp = futures.next();
                    var second = futures.next();
                    assertFalse(futures.hasNext());
                    assertTrue(givenUp.cancel("not needed"));
                    assertTrue(futures.hasNext());
                    var third = futures.next();
                    assertFalse(futures.hasNext());
                    one.complete("one");
                    two.complete("two");
                    assertEquals("one", await(second));
                    assertEquals("two", await(third));
                });
    }

    @Test
    @DisplayName("so does one whose own time limit is over")
    void aFutureTimesOut() {
        loop.runUntilComplete(
                () -> {
                    var futures = both().iterator();
                    var limited = futures.next().orTimeout(1, SECONDS);
                    assertThrows(
                            TimeoutException.class, () -> await(limited, TimeoutException.class));
                    var second = futures.next();
                    assertTrue(futures.hasNext());
                    one.complete("one");
                    two.complete("two");
                    assertEquals("one", await(second));
                    assertEquals("two", await(futures.next()));
                    assertFalse(futures.hasNext());
                });
    }

    @Test
    @DisplayName("a future that has its outcome is cancelled in vain, and its place is taken")
    void cancelledTooLate() {
        loop.runUntilComplete(
                () -> {
                    var futures = both().iterator();
                    var first = futures.next();
                    one.complete("one");
                    yieldNow();
                    assertFalse(first.cancel("too late"));
                    assertEquals("one", await(first));
                    two.complete("two");
                    assertEquals("two", await(futures.next()));
                    assertFalse(futures.hasNext());
                });
    }

    @Test
    @DisplayName("a sequence that is closed while it waits loses no stage for the next consumer")
    void aSequenceIsClosed() {
        loop.runUntilComplete(
                () -> {
                    var completions = both();
                    var cursor = completions.sequence().open();
                    var waiting = cursor.nextAsync();
                    yieldNow();
                    yieldNow();
                    await(cursor.closeAsync());
                    assertTrue(await(waiting).isEmpty());
                    one.complete("one");
                    two.complete("two");
                    assertEquals(List.of(one, two), await(completions.sequence().toListAsync()));
                });
    }

    @Test
    @DisplayName("nor when it is closed in the very turn in which a stage comes, before or after")
    void inTheTurnOfAStage() {
        for (int turns = 0; turns < 5; turns++) {
            LoopFuture<String> early = loop.createFuture();
            LoopFuture<String> late = loop.createFuture();
            var completions = madeOnTheLoop(early, late);
            var cursors = new ArrayList<Cursor<LoopFuture<String>>>();
            loop.callSoon(() -> cursors.add(completions.sequence().open()));
            virtual.settle();
            var waiting = cursors.get(0).nextAsync();
            virtual.settle();
            early.complete("early");
            for (int turn = 0; turn < turns; turn++) {
                virtual.oneTurn();
            }
            var closing = cursors.get(0).closeAsync();
            virtual.settle();
            assertTrue(closing.isDone());
            late.complete("late");
            var seen = new ArrayList<>(waiting.result().stream().toList());
            seen.addAll(loop.runUntilComplete(() -> await(completions.sequence().toListAsync())));
            assertEquals(List.of(early, late), seen, "closed after turns: " + turns);
        }
    }

    private Completions<LoopFuture<String>, String> madeOnTheLoop(
            LoopFuture<String> early, LoopFuture<String> late) {
        return loop.runUntilComplete(() -> asCompleted(List.of(early, late)));
    }
}
