package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
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
import dev.aiko.sequence.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cursor says that somebody has closed: it is over, which is no failure. */
class ClosedCursorTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** A value every second, and three seconds for the cleanup. */
    private final AsyncSequence<Integer> numbers =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int number = 1; true; number++) {
                                await(sleep(ofSeconds(1)));
                                out.emit(number);
                            }
                        } finally {
                            await(sleep(ofSeconds(3)));
                            trail.add("cleaned up at " + loop.time().toSeconds());
                        }
                    });

    private static void isOver(Cursor<Integer> cursor) {
        assertEquals(Optional.empty(), await(cursor.nextAsync()));
    }

    @Test
    @DisplayName("the next value after closing is none, while the maker cleans up and after that")
    void askedAfterClosing() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    var closing = cursor.closeAsync();
                    isOver(cursor);
                    assertFalse(closing.isDone());
                    await(closing);
                    isOver(cursor);
                });

        trail.is("cleaned up at 4");
    }

    @Test
    @DisplayName("a maker that is closed while it runs is stopped by its emit, and only there")
    void closedWhileItRuns() {
        List<Cursor<Integer>> open = new ArrayList<>();
        AsyncSequence<Integer> closing =
                AsyncSequence.generate(
                        out -> {
                            try {
                                out.emit(1);
                                var closed = open.get(0).closeAsync();
                                assertFalse(closed.isDone());
                                out.emit(2);
                            } finally {
                                await(sleep(ofSeconds(3)));
                                trail.add("cleaned up at " + loop.time().toSeconds());
                            }
                        });
        loop.runUntilComplete(
                () -> {
                    open.add(closing.open());
                    assertEquals(Optional.of(1), await(open.get(0).nextAsync()));
                    isOver(open.get(0));
                    await(open.get(0).closeAsync());
                });

        trail.is("cleaned up at 3");
    }

    @Test
    @DisplayName("also of one that was closed before anything was asked for")
    void closedBeforeTheFirst() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    await(cursor.closeAsync());
                    isOver(cursor);
                });

        trail.is();
    }

    @Test
    @DisplayName("a wait for the next ends empty when somebody closes")
    void closedWhileWaiting() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    var waiting = cursor.nextAsync();
                    loop.callLater(ofSeconds(0), () -> assertFalse(cursor.closeAsync().isDone()));
                    assertEquals(Optional.empty(), await(waiting));
                    isOver(cursor);
                });

        trail.is("cleaned up at 3");
    }

    @Test
    @DisplayName("also when it is closed before the maker has begun")
    void closedBeforeTheMakerBegins() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    var waiting = cursor.nextAsync();
                    await(cursor.closeAsync());
                    assertEquals(Optional.empty(), await(waiting));
                });

        trail.is();
    }

    @Test
    @DisplayName("a straight-line body that waits in a for goes on behind it")
    void closedUnderAFor() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    loop.callLater(
                            ofSeconds(5).dividedBy(2),
                            () -> assertFalse(cursor.closeAsync().isDone()));
                    for (int number : cursor) {
                        trail.add("number " + number);
                    }
                    trail.add("behind the for");
                });

        assertEquals(List.of("number 1", "number 2"), trail.steps().subList(0, 2));
        assertTrue(trail.steps().contains("behind the for"));
    }

    @Test
    @DisplayName("a wait that is cancelled stays a cancellation, also when it is closed after that")
    void cancelledAndClosed() {
        loop.runUntilComplete(
                () -> {
                    var cursor = numbers.open();
                    var waiting = cursor.nextAsync();
                    yieldNow();
                    yieldNow();
                    waiting.cancel("not needed");
                    await(cursor.closeAsync());
                    var cancelled = assertThrows(CancellationException.class, () -> await(waiting));
                    assertEquals("not needed", cancelled.getMessage());
                    isOver(cursor);
                });
    }

    @Test
    @DisplayName("a maker that has failed while nobody waited tells whoever asks next, and once")
    void failedWhileNobodyWaited() {
        var boom = new IllegalArgumentException("boom");
        AsyncSequence<Integer> broken =
                AsyncSequence.compose(
                        out -> {
                            assertFalse(out.emitAsync(1).isDone());
                            return loop.sleepAsync(ofSeconds(1))
                                    .thenRun(
                                            () -> {
                                                throw boom;
                                            });
                        });
        loop.runUntilComplete(
                () -> {
                    var cursor = broken.open();
                    assertEquals(Optional.of(1), await(cursor.nextAsync()));
                    await(sleep(ofSeconds(5)));
                    assertSame(
                            boom,
                            assertThrows(
                                    IllegalArgumentException.class,
                                    () -> await(cursor.nextAsync())));
                    isOver(cursor);
                });
        assertEquals(List.of(), virtual.reports());
    }
}
