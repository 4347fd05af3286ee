package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofHours;

import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Threads that hand work in while the loop is being closed. */
class CloseRaceTest {

    /** Hands tasks in, short ones and long ones, until it is refused. */
    private static final class Giver implements Runnable {
        private final EventLoop loop;
        private final CountDownLatch begun;
        private final List<Task<?>> tasks = new ArrayList<>();
        private IllegalStateException refusal;

        Giver(EventLoop loop, CountDownLatch begun) {
            this.loop = loop;
            this.begun = begun;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Task<?> brief = loop.submit(() -> yieldNow());
                    tasks.add(brief);
                    tasks.add(loop.composeTask(loop::createFuture));
                    if (tasks.size() < 100) {
                        tasks.add(loop.submit(() -> await(sleep(ofHours(1)))));
                    } else {
                        begun.countDown();
                    }
                    brief.handle((value, thrown) -> value).join();
                }
            } catch (IllegalStateException refused) {
                refusal = refused;
            }
        }
    }

    @Test
    @DisplayName("every task that was taken ends, and every other one is refused")
    void everyTaskEndsOrIsRefused() {
        for (int round = 0; round < 20; round++) {
            var runner = Runner.background("close-race");
            // A task that comes in at the last moment may be abandoned, which is reported.
            runner.loop().setExceptionHandler((loop, report) -> {});
            var begun = new CountDownLatch(2);
            List<Giver> givers =
                    List.of(new Giver(runner.loop(), begun), new Giver(runner.loop(), begun));
            List<Thread> threads = givers.stream().map(Thread::new).toList();
            threads.forEach(Thread::start);
            Wait.until(begun);

            runner.close();

            threads.forEach(Wait::until);
            for (Giver giver : givers) {
                Sentences.tellsTheNextStep(giver.refusal, "close-race");
                Wait.until("all tasks end", () -> giver.tasks.stream().allMatch(Task::isDone));
            }
        }
    }
}
