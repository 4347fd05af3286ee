package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.Wait;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.task.Task;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Cancelling: a request that reaches the work, and an end that is real. */
final class Cancels {

    void aCancelReachesTheBodyWithItsReason(Diary diary) {
        var soup = createTask(() -> brew(diary, "soup", 60));
        await(sleep(ofSeconds(1)));
        diary.write("asked: " + soup.cancel("no salt") + ", " + soup.state());
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
        diary.write("asked again: " + soup.cancel("no pepper") + ", " + soup.state());
    }

    void aTaskIsDoneWhenItsCleanupIs(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                brew(diary, "soup", 60);
                            } finally {
                                shielded(() -> brew(diary, "a clean pot", 5));
                            }
                        });
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aCancelBeforeTheFirstStepKeepsTheBodyFromStarting(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            diary.write("soup begins");
                            return brew(diary, "soup", 60);
                        });
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aCancelGoesDownToWhatIsAwaited(Diary diary) {
        var water =
                createTask(
                        () -> {
                            try {
                                brew(diary, "water", 60);
                            } finally {
                                shielded(() -> brew(diary, "a dry kettle", 2));
                            }
                        });
        var tea =
                createTask(
                        () -> {
                            try {
                                await(water);
                            } finally {
                                diary.write("tea has no water");
                            }
                        });
        await(sleep(ofSeconds(1)));
        tea.cancel("no guests");
        await(waitUntil(ALL_COMPLETED, tea));
        diary.writeEnd("water", water);
        diary.writeEnd("tea", tea);
    }

    void theFirstOfTwoWaitersTakesTheTaskWithHim(Diary diary) {
        var tea = createTask(() -> brew(diary, "tea", 60));
        var one = createTask(() -> await(tea));
        var other = createTask(() -> await(waitUntil(ALL_COMPLETED, tea)).done().size());
        await(sleep(ofSeconds(1)));
        one.cancel("not thirsty");
        await(waitUntil(ALL_COMPLETED, one, other));
        diary.writeEnd("one", one);
        diary.writeEnd("other", other);
    }

    void aFailureInTheCleanupIsTheEnd(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                brew(diary, "soup", 60);
                            } finally {
                                spill("soup");
                            }
                        });
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    private static void spill(String what) {
        throw new IllegalStateException(what + " is on the floor");
    }

    void aTaskMayCancelItself(Diary diary) {
        var self = new AtomicReference<Task<?>>();
        var soup =
                createTask(
                        () -> {
                            self.get().cancel("enough");
                            diary.write("goes on until it waits");
                            return brew(diary, "soup", 60);
                        });
        self.set(soup);
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void shieldedWorkIsNotInterrupted(Diary diary) {
        var meal =
                createTask(
                        () -> {
                            shielded(() -> brew(diary, "soup", 3));
                            diary.write("soup is eaten");
                            return brew(diary, "cake", 3);
                        });
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void twoRequestsAreCountedAndSeenOnce(Diary diary) {
        var soup = createTask(() -> brew(diary, "soup", 60));
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        soup.cancel("no salt");
        diary.write("requests: " + soup.cancelling());
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aCancelDoesNotOverturnAnOutcomeThatIsThere(Diary diary) {
        var gate = runningLoop().<String>createFuture();
        var tea = createTask(() -> "tea with " + await(gate));
        await(sleep(ofSeconds(1)));
        gate.complete("milk");
        yieldNow();
        yieldNow();
        diary.write("asked: " + tea.cancel("too late"));
        diary.writeEnd("tea", tea);
    }

    void aCancelWaitsForBlockingCode(Diary diary) {
        var gate = new CountDownLatch(1);
        var soup =
                createTask(
                        () -> {
                            blocking(
                                    () -> {
                                        Wait.until(gate);
                                        diary.write("the blocking code ends");
                                    });
                            await(sleep(ofSeconds(60)));
                        });
        yieldNow();
        yieldNow();
        soup.cancel("no salt");
        diary.write("asked, " + soup.state());
        gate.countDown();
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }
}
