package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.withTimeout;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting for at most so long: whoever gives up leaves the line and takes nothing. */
class WaitLimitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private interface Limited {
        Object await(Waitable waitable) throws TimeoutException;
    }

    /** Each of the three ways to limit a wait to two seconds. */
    private static final Limited[] WAYS = {
        waitable -> await(waitable.ask(), ofSeconds(2)),
        waitable -> withTimeout(ofSeconds(2), limit -> await(waitable.ask())),
        waitable -> await(waitable.ask().orTimeout(2, SECONDS), TimeoutException.class)
    };

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("when the time is over it is a timeout, and nobody is in line")
    void timeIsOver(String name) {
        for (Limited way : WAYS) {
            var waitable = Waitables.named(name);
            loop.runUntilComplete(
                    () -> {
                        assertThrows(TimeoutException.class, () -> way.await(waitable));
                        assertEquals(0, waitable.waiting());
                        waitable.give();
                    });
            assertTrue(waitable.isThere());
        }
        assertEquals(ofSeconds(6), loop.time());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("what comes in time is had")
    void inTime(String name) {
        for (Limited way : WAYS) {
            var waitable = Waitables.named(name);
            Task<?> task = loop.createTask(() -> way.await(waitable));
            loop.callLater(ofSeconds(1), waitable::give);
            virtual.runFor(ofSeconds(10));
            assertTrue(task.isDone());
            task.result();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("what comes just then is had, or comes back")
    void justThen(String name) {
        for (Limited way : WAYS) {
            for (boolean before : new boolean[] {true, false}) {
                var waitable = Waitables.named(name);
                if (before) {
                    loop.callLater(ofSeconds(2), waitable::give);
                }
                Task<?> task = loop.createTask(() -> way.await(waitable));
                virtual.oneTurn();
                if (!before) {
                    loop.callLater(ofSeconds(2), waitable::give);
                }
                virtual.runFor(ofSeconds(10));

                assertTrue(task.isDone());
                boolean late = task.isCompletedExceptionally();
                if (late) {
                    assertThrows(TimeoutException.class, () -> await(task, TimeoutException.class));
                }
                assertEquals(late, waitable.isThere());
                assertEquals(0, waitable.waiting());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a value instead, when the time is over, leaves the line as well")
    void completeOnTimeout(String name) {
        var waitable = Waitables.named(name);
        loop.runUntilComplete(
                () -> {
                    await(waitable.ask().completeOnTimeout(null, 1, SECONDS));
                    assertEquals(0, waitable.waiting());
                    waitable.give();
                });
        assertTrue(waitable.isThere());
    }
}
