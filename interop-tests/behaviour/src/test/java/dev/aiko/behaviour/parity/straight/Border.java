package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.behaviour.parity.KotlinCook;
import dev.aiko.context.ContextVar;
import dev.aiko.coroutines.Suspend;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;

/** Java is at home, and the cook is Kotlin; in {@code suspending} it is the other way round. */
final class Border {

    private static Task<String> cook(KotlinCook cook, String what, int seconds) {
        return Suspend.call(k -> cook.cook(what, seconds, k));
    }

    void theCookGivesAValue(Diary diary) {
        var cook = new KotlinCook(diary);
        diary.write("there is " + await(cook(cook, "tea", 2)));
    }

    void aFailureOfTheCookComesAsItIs(Diary diary) {
        var cook = new KotlinCook(diary);
        try {
            await(Suspend.<String>call(k -> cook.spoil("pie", 1, k)));
        } catch (IllegalStateException failed) {
            diary.write("failed: " + failed.getMessage());
        }
    }

    void aCancelReachesTheCookAndWaitsForTheCleanPot(Diary diary) {
        var cook = new KotlinCook(diary);
        var meal = createTask(() -> await(cook(cook, "soup", 60)));
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void aTimeLimitReachesTheCook(Diary diary) {
        var cook = new KotlinCook(diary);
        try {
            withTimeout(ofSeconds(2), limit -> await(cook(cook, "soup", 60)));
        } catch (TimeoutException over) {
            diary.write("no time for soup");
        }
    }

    void theCookSeesTheContext(Diary diary) {
        var cook = new KotlinCook(diary);
        ContextVar<String> guest = contextVar("guest", "nobody");
        guest.set("Ann");
        diary.write(await(Suspend.<String>call(k -> cook.greet(guest, k))));
    }

    void theGroupWaitsForTheCook(Diary diary) {
        var cook = new KotlinCook(diary);
        TaskGroup.run(
                group -> {
                    cook.help(group, "soup", 3);
                    group.createTask(() -> brew(diary, "tea", 1));
                });
        diary.write("the group is over");
    }

    void aFailureAtHomeStopsTheCook(Diary diary) {
        var cook = new KotlinCook(diary);
        try {
            TaskGroup.run(
                    group -> {
                        cook.help(group, "soup", 60);
                        group.createTask(() -> burn("pie", 1));
                    });
        } catch (TaskGroupException failed) {
            diary.write("failed: " + failed.failures().get(0).getMessage());
        }
    }

    void bothAreGathered(Diary diary) {
        var cook = new KotlinCook(diary);
        var tea = createTask(() -> brew(diary, "tea", 3));
        diary.write("gathered " + await(gather(cook(cook, "soup", 1), tea)));
    }

    void theCookLosesTheRace(Diary diary) {
        var cook = new KotlinCook(diary);
        var tea = createTask(() -> brew(diary, "tea", 2));
        diary.write("the winner is " + await(race(cook(cook, "soup", 60), tea)));
    }

    void theMenuComesPieceByPiece(Diary diary) {
        for (String what : new KotlinCook(diary).menu()) {
            diary.write("eats " + what);
            await(sleep(ofSeconds(1)));
        }
        diary.write("no more");
    }
}
