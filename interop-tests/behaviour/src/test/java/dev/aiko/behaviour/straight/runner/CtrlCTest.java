package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.ChildJvm;
import dev.aiko.loop.RunInterruptedException;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ctrl-C while a program runs, each time in a process of its own. */
class CtrlCTest {

    private static void prints(Class<?> program, int exitCode, String... lines) throws Exception {
        ChildJvm.Result result = ChildJvm.run(program);
        assumeTrue(
                result.exitCode() != CtrlC.SWITCHED_OFF,
                "started with Ctrl-C switched off, as nohup does");
        assertEquals(List.of(lines), result.lines());
        assertEquals(exitCode, result.exitCode());
    }

    /** Presses Ctrl-C from another thread once the task waits. */
    private static void pressWhenWaiting(Task<?> task) {
        new Thread(
                        () -> {
                            while (task.awaiting() == null) {
                                Thread.onSpinWait();
                            }
                            CtrlC.press();
                        })
                .start();
    }

    static final class CleansUp {
        public static void main(String[] arguments) {
            try {
                Aiko.run(
                        () -> {
                            pressWhenWaiting(currentTask());
                            try {
                                await(sleep(ofHours(1)));
                            } finally {
                                await(sleep(ofMillis(1)));
                                System.out.println("cleaned up");
                            }
                        });
            } catch (RunInterruptedException interrupted) {
                System.out.println(
                        "interrupted, because of "
                                + interrupted.getCause().getClass().getSimpleName());
            }
        }
    }

    @Test
    @DisplayName("RUN-12 Ctrl-C wakes the loop, cancels the main task, and is thrown by the run")
    void cancelsTheMainTask() throws Exception {
        prints(CleansUp.class, 0, "cleaned up", "interrupted, because of CancellationException");
    }

    static final class LeavesATask {
        public static void main(String[] arguments) {
            try (var runner = Runner.create()) {
                runner.run(
                        () -> {
                            createTask(
                                    () -> {
                                        try {
                                            await(sleep(ofHours(1)));
                                        } finally {
                                            System.out.println("other task cleaned up");
                                        }
                                    });
                            Aiko.yieldNow();
                            CtrlC.press();
                            await(sleep(ofHours(1)));
                        });
            } catch (RunInterruptedException interrupted) {
                System.out.println("interrupted");
            }
        }
    }

    @Test
    @DisplayName("RUN-12 the other tasks are ended by closing, after the main task")
    void otherTasksAreEndedByClosing() throws Exception {
        prints(LeavesATask.class, 0, "other task cleaned up", "interrupted");
    }

    static final class GoesOn {
        public static void main(String[] arguments) {
            String value =
                    Aiko.run(
                            () -> {
                                pressWhenWaiting(currentTask());
                                try {
                                    await(sleep(ofHours(1)));
                                } catch (CancellationException cancelled) {
                                    currentTask().uncancel();
                                }
                                return "went on";
                            });
            System.out.println(value);
        }
    }

    @Test
    @DisplayName("RUN-12 a main task that keeps the cancellation to itself gives its value")
    void aMainTaskThatGoesOn() throws Exception {
        prints(GoesOn.class, 0, "went on");
    }

    static final class AwaitsAFuture {
        public static void main(String[] arguments) {
            try {
                Aiko.run(
                        () -> {
                            var future = runningLoop().createFuture();
                            pressWhenWaiting(currentTask());
                            try {
                                await(future);
                            } finally {
                                System.out.println("future cancelled " + future.isCancelled());
                            }
                        });
            } catch (RunInterruptedException interrupted) {
                System.out.println("interrupted");
            }
        }
    }

    @Test
    @DisplayName("RUN-13 the future that the main task waits for is cancelled with it")
    void cancelsTheAwaitedFuture() throws Exception {
        prints(AwaitsAFuture.class, 0, "future cancelled true", "interrupted");
    }

    static final class NeedsASecond {
        public static void main(String[] arguments) {
            Aiko.run(
                    () -> {
                        pressWhenWaiting(currentTask());
                        try {
                            await(sleep(ofHours(1)));
                        } catch (CancellationException cancelled) {
                            System.out.println("first one caught");
                        }
                        pressWhenWaiting(currentTask());
                        await(sleep(ofHours(1)));
                        System.out.println("never");
                    });
        }
    }

    @Test
    @DisplayName("RUN-14 a second Ctrl-C ends the process at once")
    void aSecondEndsTheProcess() throws Exception {
        prints(NeedsASecond.class, CtrlC.ENDED_BY_IT, "first one caught");
    }
}
