package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancelling a waiter while another thread gives: he has it, or it is there. */
class GiveRaceTest {

    private static final int ROUNDS = 2_000;

    private final Runner runner = Runner.background("give-race");

    @AfterEach
    void close() {
        runner.close();
    }

    /** Begins to wait; notes when it was had. */
    private interface Waiter {
        LoopFuture<?> begin(Waitable waitable, AtomicBoolean had);
    }

    private void race(String name, Waiter waiter) throws Exception {
        var start = new CyclicBarrier(2);
        var end = new CyclicBarrier(2);
        var present = new AtomicReference<Waitable>();
        var giver =
                new Thread(
                        () -> {
                            try {
                                for (int round = 0; round < ROUNDS; round++) {
                                    start.await();
                                    present.get().give();
                                    end.await();
                                }
                            } catch (Exception broken) {
                                throw new AssertionError(broken);
                            }
                        });
        giver.setDaemon(true);
        giver.start();
        for (int round = 0; round < ROUNDS; round++) {
            var waitable = Waitables.named(name);
            var had = new AtomicBoolean();
            LoopFuture<?> future = waiter.begin(waitable, had);
            Wait.until("stands in line", () -> waitable.waiting() == 1);
            present.set(waitable);
            start.await();
            boolean accepted = future.cancel("now");
            end.await();
            Wait.until("ends", future::isDone);
            assertEquals(accepted, future.isCancelled());
            // A body that had it and was cancelled in its last step ends cancelled all the same.
            if (accepted && !had.get()) {
                Wait.until("came back", waitable::isThere);
            } else {
                assertFalse(waitable.isThere());
            }
            assertEquals(0, waitable.waiting());
        }
        Wait.until(giver);
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a future has it, or was cancelled and it is there")
    void aFuture(String name) throws Exception {
        race(name, (waitable, had) -> waitable.ask());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a body has it, or was cancelled and it is there")
    void aBody(String name) throws Exception {
        race(
                name,
                (waitable, had) ->
                        runner.loop()
                                .submit(
                                        () -> {
                                            await(waitable.ask());
                                            had.set(true);
                                        }));
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a plain thread has it, or was interrupted and it is there")
    void aThread(String name) throws Exception {
        for (int round = 0; round < 300; round++) {
            var waitable = Waitables.named(name);
            var had = new AtomicReference<Object>();
            var thread =
                    new Thread(
                            () -> {
                                try {
                                    had.set("" + waitable.askBlocking());
                                } catch (Exception interrupted) {
                                    had.set(null);
                                }
                            });
            thread.start();
            Wait.until("stands in line", () -> waitable.waiting() == 1);
            var giver = new Thread(waitable::give);
            giver.start();
            thread.interrupt();
            Wait.until(thread);
            Wait.until(giver);

            assertEquals(had.get() == null, waitable.isThere());
            assertEquals(0, waitable.waiting());
        }
    }
}
