package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Wait;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sync.AsyncLock;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;

/** Where Java and Kotlin differ by design; docs/differences.md says why. */
final class Differences {

    void aSwallowedCancel(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                return brew(diary, "soup", 60);
                            } catch (CancellationException swallowed) {
                                return "cold soup";
                            }
                        });
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aWaitInTheCleanup(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                return brew(diary, "soup", 60);
                            } finally {
                                brew(diary, "a clean pot", 2);
                            }
                        });
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aRequestTakenBack(Diary diary) {
        var soup = createTask(() -> brew(diary, "soup", 60));
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        try {
            diary.write("requests left: " + soup.uncancel());
        } catch (UnsupportedOperationException refused) {
            diary.write("cannot be taken back");
        }
        await(waitUntil(ALL_COMPLETED, soup));
    }

    void awaitingWhatSomebodyElseHasCancelled(Diary diary) {
        var soup = createTask(() -> brew(diary, "soup", 60));
        soup.cancel("no salt");
        try {
            await(soup);
        } catch (RuntimeException failed) {
            diary.write(failed.getClass().getSimpleName());
        }
    }

    void aSwallowedTimeLimit(Diary diary) {
        try {
            String soup =
                    withTimeout(
                            ofSeconds(1),
                            limit -> {
                                try {
                                    return brew(diary, "soup", 60);
                                } catch (CancellationException swallowed) {
                                    return "cold soup";
                                }
                            });
            diary.write("there is " + soup);
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void aGroupThatIsCancelledBeforeItHasAValue(Diary diary) {
        TaskGroup.run(
                group -> {
                    group.createTask(() -> brew(diary, "soup", 60));
                    await(sleep(ofSeconds(1)));
                    group.cancel("the bell has rung");
                    await(sleep(ofSeconds(1)));
                });
        diary.write("the group is over");
    }

    void aValueGivenAfterTheGroupWasCancelled(Diary diary) {
        String said =
                TaskGroup.run(
                        group -> {
                            group.cancel("the bell has rung");
                            return "done";
                        });
        diary.write("the body said " + said);
    }

    void aGroupWhoseBodySwallowsTheCancel(Diary diary) {
        var meal =
                createTask(
                        () ->
                                TaskGroup.run(
                                        group -> {
                                            group.createTask(() -> brew(diary, "tea", 2));
                                            try {
                                                return brew(diary, "soup", 60);
                                            } catch (CancellationException swallowed) {
                                                return "cold soup";
                                            }
                                        }));
        await(sleep(ofSeconds(1)));
        meal.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void blockingCodeInACancelledTask(Diary diary) {
        var gate = new CountDownLatch(1);
        var soup =
                createTask(
                        () -> {
                            diary.write(
                                    blocking(
                                            () -> {
                                                Wait.until(gate);
                                                return "the gate is open";
                                            }));
                            await(sleep(ofSeconds(60)));
                        });
        yieldNow();
        yieldNow();
        soup.cancel("no salt");
        gate.countDown();
        await(waitUntil(ALL_COMPLETED, soup));
        diary.writeEnd("soup", soup);
    }

    void aLockOnItsWayToACancelledTask(Diary diary) {
        var stove = AsyncLock.create();
        stove.tryAcquire();
        var soup = createTask(() -> await(stove.acquireAsync()));
        yieldNow();
        yieldNow();
        stove.release();
        soup.cancel("no salt");
        diary.write("free at once: " + stove.tryAcquire());
    }

    void aCheckedFailure(Diary diary) {
        var mail =
                createTask(
                        () -> {
                            throw new IOException("no line");
                        });
        try {
            await(mail);
        } catch (CompletionException wrapped) {
            diary.write("CompletionException around " + wrapped.getCause().getMessage());
        }
    }
}
