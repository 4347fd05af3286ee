package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.moveOnAfter;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withDeadline;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.scope.TaskGroupException;
import java.util.concurrent.TimeoutException;

/** Time limits on blocks, on waits and on groups. */
final class Limits {

    void aSlowBlockEndsInATimeout(Diary diary) {
        try {
            withTimeout(
                    ofSeconds(2),
                    limit -> {
                        brew(diary, "soup", 60);
                    });
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void aBlockInTimeGivesItsValue(Diary diary) throws TimeoutException {
        String tea = withTimeout(ofSeconds(2), limit -> brew(diary, "tea", 1));
        diary.write("there is " + tea);
        brew(diary, "cake", 5);
    }

    void aDeadlineIsAMomentOfTheLoop(Diary diary) {
        await(sleep(ofSeconds(2)));
        try {
            withDeadline(
                    ofSeconds(5),
                    limit -> {
                        brew(diary, "soup", 60);
                    });
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void aLimitMayBeMoved(Diary diary) throws TimeoutException {
        String tea =
                withTimeout(
                        ofSeconds(2),
                        limit -> {
                            await(sleep(ofSeconds(1)));
                            limit.reschedule(runningLoop().time().plusSeconds(5));
                            return brew(diary, "tea", 3);
                        });
        diary.write("there is " + tea);
    }

    void theInnerLimitLeavesTheOuterOneAlone(Diary diary) throws TimeoutException {
        withTimeout(
                ofSeconds(5),
                outer -> {
                    try {
                        withTimeout(
                                ofSeconds(1),
                                inner -> {
                                    brew(diary, "soup", 60);
                                });
                    } catch (TimeoutException over) {
                        diary.write(
                                "no time for soup, and the outer limit has passed: "
                                        + outer.expired());
                    }
                    brew(diary, "cake", 2);
                });
    }

    void theOuterLimitGoesThroughTheInnerBlock(Diary diary) {
        try {
            withTimeout(
                    ofSeconds(1),
                    outer -> {
                        try {
                            withTimeout(
                                    ofSeconds(5),
                                    inner -> {
                                        brew(diary, "soup", 60);
                                    });
                        } catch (TimeoutException wrong) {
                            diary.write("the inner limit says it was the one");
                        }
                    });
        } catch (TimeoutException over) {
            diary.write("no time for a meal");
        }
    }

    void theCleanupMayTakeItsTime(Diary diary) {
        try {
            withTimeout(
                    ofSeconds(1),
                    limit -> {
                        try {
                            brew(diary, "soup", 60);
                        } finally {
                            shielded(() -> brew(diary, "a clean pot", 5));
                        }
                    });
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void aFailureOfTheBlockIsNoTimeout(Diary diary) throws TimeoutException {
        try {
            withTimeout(
                    ofSeconds(1),
                    limit -> {
                        try {
                            brew(diary, "soup", 60);
                        } finally {
                            shielded(() -> burn("pot", 1));
                        }
                    });
        } catch (IllegalStateException failed) {
            diary.write("failed: " + failed.getMessage());
        }
    }

    void movingOnIsQuiet(Diary diary) {
        var soup = moveOnAfter(ofSeconds(1), limit -> brew(diary, "soup", 60));
        var tea = moveOnAfter(ofSeconds(2), limit -> brew(diary, "tea", 1));
        diary.write("soup: " + soup.orElse("none") + ", tea: " + tea.orElse("none"));
    }

    void aLimitOnAWaitStopsTheTask(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                await(sleep(ofSeconds(60)));
                            } finally {
                                shielded(() -> brew(diary, "a clean pot", 2));
                            }
                        });
        try {
            await(soup, ofSeconds(1));
        } catch (TimeoutException over) {
            diary.write("no time for soup, " + soup.state());
        }
    }

    void aLimitOnAFutureIsAFuture(Diary diary) {
        var tea = waitFor(createTask(() -> brew(diary, "tea", 1)), ofSeconds(2));
        var soup = waitFor(createTask(() -> brew(diary, "soup", 60)), ofSeconds(3));
        await(waitUntil(ALL_COMPLETED, tea, soup));
        diary.writeEnd("tea", tea);
        diary.write("soup: " + soup.exceptionNow().getClass().getSimpleName());
    }

    void aCancelIsNoTimeout(Diary diary) {
        var meal = createTask(() -> withTimeout(ofSeconds(5), limit -> brew(diary, "soup", 60)));
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void aLimitAroundAGroupStopsItsChildren(Diary diary) {
        try {
            withTimeout(
                    ofSeconds(2),
                    limit -> {
                        TaskGroup.run(
                                group -> {
                                    group.createTask(() -> brew(diary, "tea", 1));
                                    group.createTask(() -> brew(diary, "soup", 60));
                                });
                    });
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void aLimitInAGroupIsAFailureOfTheGroup(Diary diary) {
        try {
            TaskGroup.run(
                    group -> {
                        group.createTask(() -> brew(diary, "cake", 60));
                        group.createTask(
                                () -> withTimeout(ofSeconds(1), limit -> brew(diary, "soup", 60)));
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + failed.failures().get(0).getClass().getSimpleName());
        }
    }
}
