package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The end of all sequences of a loop. */
class ShutdownAsyncGeneratorsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    @RegisterExtension final Logs logs = new Logs();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private AsyncSequence<Integer> numbers(String name) {
        return AsyncSequence.generate(
                out -> {
                    try {
                        out.emit(1);
                        out.emit(2);
                    } catch (CancellationException cancelled) {
                        await(sleep(ofSeconds(2)));
                        trail.add(name + " cleaned up");
                        throw cancelled;
                    }
                });
    }

    @Test
    @DisplayName("AGEN-01 it closes every sequence that is gone through and waits for the cleanup")
    void closesAll() {
        loop.runUntilComplete(
                () -> {
                    var one = numbers("one").open();
                    var two = numbers("two").open();
                    await(one.nextAsync());
                    await(two.nextAsync());
                    assertEquals(List.of(1, 2), await(numbers("finished").toListAsync()));
                    await(loop.shutdownAsyncGenerators());
                    trail.add("shut down");
                    for (var cursor : List.of(one, two)) {
                        assertTrue(await(cursor.nextAsync()).isEmpty());
                    }
                });

        assertEquals(
                List.of("one cleaned up", "two cleaned up"),
                trail.steps().subList(0, 2).stream().sorted().toList());
        assertEquals("shut down", trail.steps().get(2));
        assertEquals(ofSeconds(2), loop.time());
    }

    @Test
    @DisplayName("AGEN-01 one that fails in its cleanup is reported, and the others are closed")
    void oneFails() {
        var boom = new IllegalArgumentException("boom");
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
                    var one = failing.open();
                    var two = numbers("two").open();
                    await(one.nextAsync());
                    await(two.nextAsync());
                    await(loop.shutdownAsyncGenerators());
                });

        trail.is("two cleaned up");
        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
    }

    @Test
    @DisplayName("AGEN-01 without sequences it is done, and may be called again")
    void withoutSequences() {
        loop.runUntilComplete(
                () -> {
                    await(loop.shutdownAsyncGenerators());
                    await(loop.shutdownAsyncGenerators());
                });
        assertEquals(List.of(), logs.at(Level.WARNING));
    }

    @Test
    @DisplayName("AGEN-01 a run does it at its end, after the tasks that are left over")
    void aRunDoesIt() {
        Aiko.run(
                () -> {
                    AsyncSequence<Integer> rows =
                            AsyncSequence.generate(
                                    out -> {
                                        try {
                                            out.emit(1);
                                        } finally {
                                            yieldNow();
                                            trail.add("rows cleaned up");
                                        }
                                    });
                    var cursor = rows.open();
                    await(cursor.nextAsync());
                    trail.add("main ended");
                });

        trail.is("main ended", "rows cleaned up");
    }

    @Test
    @DisplayName("AGEN-02 one that is opened afterwards is a mistake the log hears of")
    void openedAfterwards() {
        loop.runUntilComplete(
                () -> {
                    await(loop.shutdownAsyncGenerators());
                    assertEquals(List.of(), logs.at(Level.WARNING));
                    assertEquals(List.of(1, 2), await(numbers("late").toListAsync()));
                });

        var warnings = logs.at(Level.WARNING);
        assertEquals(1, warnings.size());
        assertEquals("dev.aiko", warnings.get(0).getLoggerName());
        assertTrue(logs.textsAt(Level.WARNING).get(0).contains(loop.name()));
    }
}
