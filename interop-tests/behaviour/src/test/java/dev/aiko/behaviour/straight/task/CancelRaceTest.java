package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cancelling from one thread while another completes: one of the two wins, and nobody hangs. */
class CancelRaceTest {

    private static final int ROUNDS = 1_000;

    private final Runner runner = Runner.background("cancel-race");
    private final EventLoop loop = runner.loop();

    @AfterEach
    void close() {
        runner.close();
    }

    private interface Round {
        void complete();

        boolean cancel();

        void check(boolean accepted);
    }

    private interface Rounds {
        Round next() throws Exception;
    }

    /** Plays all rounds, the two sides of each as closely together as a barrier brings them. */
    private static void race(Rounds rounds) throws Exception {
        var all = new Round[ROUNDS];
        var start = new CyclicBarrier(2);
        var end = new CyclicBarrier(2);
        var other =
                new Thread(
                        () -> {
                            try {
                                for (int number = 0; number < ROUNDS; number++) {
                                    start.await();
                                    all[number].complete();
                                    end.await();
                                }
                            } catch (Exception broken) {
                                throw new AssertionError(broken);
                            }
                        });
        other.start();
        for (int number = 0; number < ROUNDS; number++) {
            Round round = rounds.next();
            all[number] = round;
            start.await();
            boolean accepted = round.cancel();
            end.await();
            round.check(accepted);
        }
        Wait.until(other);
    }

    private static void awaitEnd(Task<?> task) {
        var done = new CountDownLatch(1);
        task.addDoneCallback(ended -> done.countDown());
        Wait.until(done);
    }

    @Test
    @DisplayName("TASK-17 a cancel that was accepted ends the task as cancelled, a refused one not")
    void cancelAgainstCompletion() throws Exception {
        race(
                () -> {
                    LoopFuture<String> future = loop.createFuture();
                    Task<String> task = loop.createTask(() -> await(future));
                    return new Round() {
                        @Override
                        public void complete() {
                            future.complete("value");
                        }

                        @Override
                        public boolean cancel() {
                            return task.cancel("enough");
                        }

                        @Override
                        public void check(boolean accepted) {
                            awaitEnd(task);
                            assertEquals(accepted, task.isCancelled());
                            assertEquals(accepted ? 1 : 0, task.cancelling());
                        }
                    };
                });
    }

    @Test
    @DisplayName("TASK-12 a task cancelled around its first step runs as a whole or not at all")
    void cancelAgainstTheFirstStep() throws Exception {
        race(
                () -> {
                    var created = new CountDownLatch(1);
                    var task = new Task<?>[1];
                    var ran = new AtomicBoolean();
                    return new Round() {
                        @Override
                        public void complete() {
                            task[0] = loop.submit(() -> ran.set(true));
                            created.countDown();
                        }

                        @Override
                        public boolean cancel() {
                            Wait.until(created);
                            return task[0].cancel("enough");
                        }

                        @Override
                        public void check(boolean accepted) {
                            awaitEnd(task[0]);
                            assertEquals(accepted, task[0].isCancelled());
                            assertTrue(accepted || ran.get());
                        }
                    };
                });
    }

    @Test
    @DisplayName("FUT-05 of completing and cancelling a future exactly one is accepted")
    void completeAgainstCancel() throws Exception {
        race(
                () -> {
                    LoopFuture<String> future = loop.createFuture();
                    var completed = new AtomicBoolean();
                    return new Round() {
                        @Override
                        public void complete() {
                            completed.set(future.complete("value"));
                        }

                        @Override
                        public boolean cancel() {
                            return future.cancel("enough");
                        }

                        @Override
                        public void check(boolean accepted) {
                            assertEquals(accepted, !completed.get());
                            assertEquals(accepted, future.isCancelled());
                        }
                    };
                });
    }
}
