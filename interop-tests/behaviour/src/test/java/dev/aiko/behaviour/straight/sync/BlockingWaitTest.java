package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.blocking;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Waiting on a plain thread. */
class BlockingWaitTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private static Thread thread(Waitable waitable, AtomicReference<Object> outcome) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                outcome.set(waitable.askBlocking());
                            } catch (Exception failed) {
                                outcome.set(failed);
                            }
                        });
        thread.start();
        Wait.until("stands in line", () -> waitable.waiting() == 1);
        return thread;
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a thread waits until it is given")
    void waits(String name) {
        var waitable = Waitables.named(name);
        var outcome = new AtomicReference<Object>();
        var thread = thread(waitable, outcome);
        assertEquals(null, outcome.get());
        waitable.give();
        Wait.until(thread);

        assertFalse(outcome.get() instanceof Exception, () -> "" + outcome.get());
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("one that is interrupted while it waits leaves the line")
    void interrupted(String name) {
        var waitable = Waitables.named(name);
        var outcome = new AtomicReference<Object>();
        var thread = thread(waitable, outcome);
        thread.interrupt();
        Wait.until(thread);
        assertInstanceOf(InterruptedException.class, outcome.get());
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("one that was interrupted before does not begin to wait")
    void interruptedBefore(String name) {
        var waitable = Waitables.named(name);
        Wait.onAnotherThread(
                () -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, waitable::askBlocking);
                    assertFalse(Thread.currentThread().isInterrupted());
                });
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a body and a callback are refused, because they would stop their loop")
    void onALoop(String name) {
        var waitable = Waitables.named(name);
        loop.runUntilComplete(
                () -> {
                    var refused = assertThrows(IllegalStateException.class, waitable::askBlocking);
                    Sentences.tellsTheNextStep(refused, "Blocking", loop.name());
                });
        loop.callSoon(() -> assertThrows(IllegalStateException.class, waitable::askBlocking));
        virtual.settle();
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("they are refused also where nobody would have to wait")
    void onALoopWithoutWaiting(String name) {
        var waitable = Waitables.named(name);
        waitable.give();
        loop.runUntilComplete(
                () -> {
                    assertThrows(IllegalStateException.class, waitable::askBlocking);
                });
        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a body may wait so inside of blocking, while its loop goes on")
    void insideOfBlocking(String name) {
        var waitable = Waitables.named(name);
        try (var runner = Runner.background("host")) {
            var task = runner.loop().submit(() -> blocking(() -> "" + waitable.askBlocking()));
            Wait.until("stands in line", () -> waitable.waiting() == 1);
            runner.run(waitable::give);
            task.join();
        }
        assertEquals(0, waitable.waiting());
    }
}
