package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A loop that closes while some of its own wait: nothing is lost to those who wait elsewhere. */
class ClosedLoopWaitTest {

    @RegisterExtension final VirtualLoop closing = new VirtualLoop();
    @RegisterExtension final VirtualLoop other = new VirtualLoop();

    private static Task<?> waiter(VirtualLoop virtual, Waitable waitable) {
        Task<?> task = virtual.loop().createTask(() -> await(waitable.ask()));
        virtual.settle();
        return task;
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("who waits in another loop gets it")
    void closedWhileTheyWait(String name) {
        var waitable = Waitables.named(name);
        Task<?> first = waiter(closing, waitable);
        Task<?> second = waiter(other, waitable);
        assertEquals(2, waitable.waiting());
        closing.loop().close();
        assertTrue(first.isDone());
        assertEquals(1, waitable.waiting());
        waitable.give();
        other.settle();

        assertTrue(second.isDone());
        assertEquals(0, waitable.waiting());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("also what was on its way to the closing loop")
    void closedAfterItWasGiven(String name) {
        var waitable = Waitables.named(name);
        Task<?> first = waiter(closing, waitable);
        Task<?> second = waiter(other, waitable);
        waitable.give();
        closing.loop().close();
        other.settle();

        assertTrue(first.isDone());
        assertEquals(first.isCancelled(), second.isDone());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a future of a loop that has closed still gets it, or has left the line")
    void aFutureOfAClosedLoop(String name) {
        var waitable = Waitables.named(name);
        var asked = closing.loop().createTask(() -> new LoopFuture<?>[] {waitable.ask()});
        closing.settle();
        LoopFuture<?> first = asked.result()[0];
        Task<?> second = waiter(other, waitable);
        closing.loop().close();
        waitable.give();
        other.settle();
        assertTrue(first.isDone());
        if (!first.isCancelled()) {
            assertFalse(second.isDone());
            waitable.heldBy(first.result()).give();
            other.settle();
        }

        assertTrue(second.isDone());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a background runner that closes takes its waiters out of the line")
    void aBackgroundRunner(String name) {
        var waitable = Waitables.named(name);
        var runner = Runner.background("closing");
        Task<?> task = runner.loop().submit(() -> await(waitable.ask()));
        Wait.until("stands in line", () -> waitable.waiting() == 1);
        runner.close();
        assertTrue(task.isCancelled());
        assertEquals(0, waitable.waiting());
        waitable.give();

        assertTrue(waitable.isThere());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("giving while a loop closes loses nothing, whoever is first")
    void givenWhileItCloses(String name) {
        for (int round = 0; round < 100; round++) {
            var waitable = Waitables.named(name);
            var runner = Runner.background("closing");
            var had = new AtomicBoolean();
            Task<?> first =
                    runner.loop()
                            .submit(
                                    () -> {
                                        await(waitable.ask());
                                        had.set(true);
                                    });
            Wait.until("stands in line", () -> waitable.waiting() == 1);
            var second = waitable.ask();
            var giver = new Thread(waitable::give);
            giver.start();
            runner.close();
            Wait.until(giver);
            assertTrue(first.isDone());
            if (had.get()) {
                assertFalse(second.isDone());
            } else {
                second.join();
            }
        }
    }
}
