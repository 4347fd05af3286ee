package dev.aiko.behaviour.straight.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stages that take the first of two, given up while another thread does something with the two. */
class EitherCancelRaceTest {

    private static final int ROUNDS = 2_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** What two threads do at once, and what is asked after that. */
    private record Round(Runnable here, Runnable there, Runnable check) {}

    private interface Rounds {
        /** With two futures that nobody waits for yet. */
        Round with(LoopFuture<String> left, LoopFuture<String> right);
    }

    private void race(Rounds rounds) {
        var next = new AtomicReference<Round>();
        var together = new CyclicBarrier(2);
        var other =
                new Thread(
                        () -> {
                            for (int number = 0; number < ROUNDS; number++) {
                                meet(together);
                                next.get().there().run();
                                meet(together);
                            }
                        });
        other.setDaemon(true);
        other.start();
        for (int number = 0; number < ROUNDS; number++) {
            Round round = rounds.with(loop.createFuture(), loop.createFuture());
            next.set(round);
            meet(together);
            round.here().run();
            meet(together);
            round.check().run();
        }
        Wait.until(other);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(Wait.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException broken) {
            throw new AssertionError(broken);
        }
    }

    @Test
    @DisplayName("two stages of one pair, given up at once, cancel both sides")
    void theLastOneOut() {
        race(
                (left, right) -> {
                    var one = left.applyToEither(right, String::length);
                    var other = left.applyToEither(right, String::length);
                    return new Round(
                            () -> assertTrue(one.cancel(true)),
                            () -> other.cancel(true),
                            () -> {
                                assertTrue(other.isCancelled());
                                assertTrue(left.isCancelled());
                                assertTrue(right.isCancelled());
                            });
                });
    }

    @Test
    @DisplayName("against the completion of a side: given up, it cancels the other; else nothing")
    void againstCompletion() {
        race(
                (left, right) -> {
                    var either = left.applyToEither(right, String::length);
                    var accepted = new AtomicBoolean();
                    var completed = new AtomicBoolean();
                    return new Round(
                            () -> accepted.set(either.cancel(true)),
                            () -> completed.set(left.complete("left")),
                            () -> {
                                assertEquals(accepted.get(), either.isCancelled());
                                assertEquals(accepted.get(), right.isCancelled());
                                assertEquals(completed.get(), !left.isCancelled());
                                assertTrue(accepted.get() || either.join() == 4);
                            });
                });
    }

    @Test
    @DisplayName("against somebody new at a side: that side is cancelled for both, or goes on")
    void againstSomebodyNew() {
        race(
                (left, right) -> {
                    var either = left.applyToEither(right, String::length);
                    var late = new AtomicReference<CompletableFuture<Integer>>();
                    return new Round(
                            () -> assertTrue(either.cancel(true)),
                            () -> late.set(left.thenApply(String::length)),
                            () -> {
                                var stage = late.get();
                                assertTrue(right.isCancelled());
                                assertEquals(left.isCancelled(), stage.isCompletedExceptionally());
                                if (!left.isCancelled()) {
                                    assertFalse(stage.isDone());
                                    assertTrue(left.complete("left"));
                                    assertEquals(4, stage.join());
                                }
                            });
                });
    }
}
