package dev.aiko.behaviour.straight.loop;

import static java.util.concurrent.TimeUnit.HOURS;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Jobs that come in through an executor view while the loop is being closed. */
class CloseWhileJobsComeTest {

    private static final int ROUNDS = 200;

    /** Hands jobs in until it is refused. */
    private static final class Giver implements Runnable {
        private final ScheduledExecutorService view;
        private final CountDownLatch begun;
        private final List<Future<?>> jobs = new ArrayList<>();

        Giver(ScheduledExecutorService view, CountDownLatch begun) {
            this.view = view;
            this.begun = begun;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    jobs.add(view.submit(() -> "value"));
                    jobs.add(view.schedule(() -> "value", 1, HOURS));
                    jobs.add(view.scheduleAtFixedRate(() -> {}, 1, 1, HOURS));
                    begun.countDown();
                }
            } catch (RejectedExecutionException refused) {
                // Closed: this is the refusal.
            }
        }
    }

    @Test
    @DisplayName("every job that was taken ends, and every other one is refused")
    void everyJobEndsOrIsRefused() {
        for (int round = 0; round < ROUNDS; round++) {
            var runner = Runner.background("jobs-come");
            // Work to clean up makes the closing take a few turns.
            runner.loop().createTask(() -> dev.aiko.Aiko.await(runner.loop().createFuture()));
            var begun = new CountDownLatch(1);
            var giver = new Giver(runner.loop().asExecutorService(), begun);
            var thread = new Thread(giver);
            thread.start();
            Wait.until(begun);

            runner.close();

            Wait.until(thread);
            Wait.until("all jobs end", () -> giver.jobs.stream().allMatch(Future::isDone));
        }
    }
}
