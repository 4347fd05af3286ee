package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import java.util.List;

/** Task groups: work that belongs together, and none of it outlives the group. */
final class Groups {

    void aGroupWaitsForAllItsChildren(Diary diary) {
        String first =
                TaskGroup.run(
                        group -> {
                            var tea = group.createTask(() -> brew(diary, "tea", 2));
                            group.createTask(() -> brew(diary, "cake", 3));
                            return await(tea);
                        });
        diary.write("first came " + first);
    }

    void theFirstFailureStopsTheOthers(Diary diary) {
        try {
            TaskGroup.run(
                    group -> {
                        group.createTask(() -> brew(diary, "soup", 60));
                        group.createTask(() -> burn("pie", 1));
                        brew(diary, "the table", 60);
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + messages(failed));
        }
    }

    private static List<String> messages(TaskGroupException failed) {
        return failed.failures().stream().map(Throwable::getMessage).toList();
    }

    void failuresOnTheWayOutAreKeptInTheirOrder(Diary diary) {
        try {
            TaskGroup.run(
                    group -> {
                        group.createTask(
                                () -> {
                                    try {
                                        brew(diary, "soup", 60);
                                    } finally {
                                        shielded(() -> burn("pot", 2));
                                    }
                                });
                        group.createTask(() -> burn("pie", 1));
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + messages(failed));
        }
    }

    void aFailureOfTheBodyStopsTheChildren(Diary diary) {
        try {
            TaskGroup.run(
                    group -> {
                        group.createTask(() -> brew(diary, "soup", 60));
                        burn("pie", 1);
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + messages(failed));
        }
    }

    void aSupervisingGroupLetsTheOthersFinish(Diary diary) {
        try {
            TaskGroup.run(
                    GroupOptions.supervise(),
                    group -> {
                        group.createTask(() -> brew(diary, "soup", 3));
                        group.createTask(() -> burn("pie", 1));
                        group.createTask(() -> burn("tart", 2));
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + messages(failed));
        }
    }

    void aCancelledChildIsNoFailure(Diary diary) {
        TaskGroup.run(
                group -> {
                    var soup = group.createTask(() -> brew(diary, "soup", 60));
                    group.createTask(() -> brew(diary, "cake", 2));
                    await(sleep(ofSeconds(1)));
                    soup.cancel("no salt");
                });
        diary.write("the group is over");
    }

    void aCancelFromOutsideWaitsForTheChildren(Diary diary) {
        var meal =
                createTask(
                        () ->
                                TaskGroup.run(
                                        group -> {
                                            group.createTask(
                                                    () -> {
                                                        try {
                                                            brew(diary, "soup", 60);
                                                        } finally {
                                                            shielded(
                                                                    () ->
                                                                            brew(
                                                                                    diary,
                                                                                    "a clean pot",
                                                                                    3));
                                                        }
                                                    });
                                            brew(diary, "cake", 60);
                                        }));
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void anInnerGroupIsOneFailureOfTheOuterOne(Diary diary) {
        try {
            TaskGroup.run(
                    outer -> {
                        outer.createTask(() -> brew(diary, "soup", 60));
                        TaskGroup.run(
                                inner -> {
                                    inner.createTask(() -> burn("pie", 1));
                                    inner.createTask(() -> brew(diary, "cake", 60));
                                });
                    });
        } catch (TaskGroupException failed) {
            diary.write("failures: " + failed.failures().size());
            diary.write("the first: " + failed.failures().get(0).getClass().getSimpleName());
            diary.write("leaves: " + failed.leaves().get(0).getMessage());
        }
    }

    void aChildIsReadyBeforeItGoesOn(Diary diary) {
        TaskGroup.run(
                group -> {
                    int table =
                            await(
                                    group.<Integer>startAsync(
                                            ready -> {
                                                brew(diary, "water", 1);
                                                ready.report(7);
                                                brew(diary, "tea", 2);
                                            }));
                    diary.write("table " + table + " is ready");
                });
    }

    void aChildThatIsNeverReadyFailsItsStarterOnly(Diary diary) {
        TaskGroup.run(
                group -> {
                    group.createTask(() -> brew(diary, "cake", 3));
                    try {
                        await(group.<Integer>startAsync(ready -> burn("pie", 1)));
                    } catch (IllegalStateException failed) {
                        diary.write("not ready: " + failed.getMessage());
                    }
                });
    }

    void aGroupThatIsCancelledKeepsTheValueOfItsBody(Diary diary) {
        String said =
                TaskGroup.run(
                        group -> {
                            group.createTask(() -> brew(diary, "soup", 60));
                            group.createTask(
                                    () -> {
                                        await(sleep(ofSeconds(1)));
                                        group.cancel("the bell has rung");
                                    });
                            return "done";
                        });
        diary.write("the body said " + said);
    }

    void aChildMayBringMoreChildren(Diary diary) {
        TaskGroup.run(
                group -> {
                    group.createTask(
                            () -> {
                                brew(diary, "tea", 1);
                                group.createTask(() -> brew(diary, "cake", 1));
                            });
                });
        diary.write("the group is over");
    }
}
