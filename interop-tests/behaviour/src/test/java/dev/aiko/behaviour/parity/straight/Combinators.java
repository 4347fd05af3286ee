package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_EXCEPTION;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.combine.Outcome;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waiting for several at once. */
final class Combinators {

    private static Task<String> brewing(Diary diary, String what, int seconds) {
        return createTask(() -> brew(diary, what, seconds));
    }

    private static Task<String> burning(String what, int seconds) {
        return createTask(() -> burn(what, seconds));
    }

    void gatheredValuesComeInTheOrderOfTheArguments(Diary diary) {
        var all = await(gather(brewing(diary, "tea", 3), brewing(diary, "cake", 1)));
        diary.write("gathered " + all);
    }

    void aGatherFailsWithTheFirstAndTheOthersGoOn(Diary diary) {
        var tea = brewing(diary, "tea", 3);
        try {
            await(gather(tea, burning("pie", 1)));
        } catch (IllegalStateException failed) {
            diary.write("failed: " + failed.getMessage());
        }
        await(tea);
    }

    void aSettledGatherTellsHowEachOfThemEnded(Diary diary) {
        var soup = brewing(diary, "soup", 60);
        var all = gatherSettled(brewing(diary, "tea", 1), burning("pie", 2), soup);
        await(sleep(ofSeconds(3)));
        soup.cancel("no salt");
        for (Outcome<String> one : await(all)) {
            diary.write(one.getClass().getSimpleName());
        }
    }

    void aCancelledGatherTakesAllOfThemWithIt(Diary diary) {
        var tea = brewing(diary, "tea", 60);
        var soup =
                createTask(
                        () -> {
                            try {
                                return brew(diary, "soup", 60);
                            } finally {
                                shielded(() -> brew(diary, "a clean pot", 2));
                            }
                        });
        var meal = createTask(() -> await(gather(tea, soup)));
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal, soup));
        diary.writeEnd("meal", meal);
    }

    void waitingUntilTheFirstIsDoneLeavesTheOthersAlone(Diary diary) {
        var tea = brewing(diary, "tea", 1);
        var soup = brewing(diary, "soup", 3);
        var waited = await(waitUntil(FIRST_COMPLETED, tea, soup));
        diary.write("done: " + waited.done().size() + ", pending: " + waited.pending().size());
        await(soup);
    }

    void waitingUntilTheFirstFailureSkipsValuesAndCancels(Diary diary) {
        var tea = brewing(diary, "tea", 1);
        var soup = brewing(diary, "soup", 60);
        var pie = burning("pie", 3);
        var cake = brewing(diary, "cake", 5);
        var wait = waitUntil(FIRST_EXCEPTION, tea, soup, pie, cake);
        await(sleep(ofSeconds(2)));
        soup.cancel("no salt");
        var waited = await(wait);
        diary.write("done: " + waited.done().size() + ", pending: " + waited.pending().size());
        await(cake);
        diary.writeEnd("pie", pie);
    }

    void waitingUntilALimitCancelsNothing(Diary diary) {
        var tea = brewing(diary, "tea", 1);
        var soup = brewing(diary, "soup", 3);
        var waited = await(waitUntil(ALL_COMPLETED, ofSeconds(2), List.of(tea, soup)));
        diary.write("done: " + waited.done().size() + ", pending: " + waited.pending().size());
        await(soup);
    }

    void theyComeAsTheyAreCompleted(Diary diary) {
        var soup = brewing(diary, "soup", 3);
        var tea = brewing(diary, "tea", 1);
        var cake = brewing(diary, "cake", 2);
        for (var next : asCompleted(soup, tea, cake).sequence()) {
            diary.write("served " + await(next));
        }
    }

    void aLimitOnAllEndsTheirSequence(Diary diary) {
        var soup = brewing(diary, "soup", 3);
        var tea = brewing(diary, "tea", 1);
        try {
            for (var next : asCompleted(List.of(soup, tea), ofSeconds(2)).sequence()) {
                diary.write("served " + await(next));
            }
        } catch (RuntimeException over) {
            diary.write("over: " + (over.getCause() instanceof TimeoutException));
        }
        await(soup);
    }

    void theFirstValueWinsTheRaceAndStopsTheOthers(Diary diary) {
        var soup =
                createTask(
                        () -> {
                            try {
                                return brew(diary, "soup", 60);
                            } finally {
                                shielded(() -> brew(diary, "a clean pot", 2));
                            }
                        });
        var winner = await(race(soup, brewing(diary, "tea", 2), burning("pie", 1)));
        diary.write("the winner is " + winner);
    }

    void aRaceThatNobodyWinsFailsWithAllOfThem(Diary diary) {
        try {
            await(race(burning("tart", 2), burning("pie", 1)));
        } catch (TaskGroupException failed) {
            diary.write(
                    "failures: " + failed.failures().stream().map(Throwable::getMessage).toList());
        }
    }

    void aStaggeredRaceStartsTheNextAfterAFailureOrADelay(Diary diary) {
        List<Supplier<CompletionStage<String>>> cooks =
                List.of(
                        () -> burning("pie", 1), // fails, so the next one begins at once
                        () -> brewing(diary, "soup", 60), // is slow, so the next one begins later
                        () -> brewing(diary, "tea", 1),
                        () -> brewing(diary, "cake", 1));
        var race = await(staggeredRace(ofSeconds(5), cooks));
        diary.write("number " + race.winner() + " wins with " + race.value());
        diary.write("begun: " + race.failures().size());
    }

    void aShieldKeepsTheCancelFromTheTask(Diary diary) {
        var tea = brewing(diary, "tea", 3);
        var guest = createTask(() -> await(shield(tea)));
        await(sleep(ofSeconds(1)));
        guest.cancel("not thirsty");
        await(waitUntil(ALL_COMPLETED, guest));
        diary.writeEnd("guest", guest);
        diary.write("there is " + await(tea));
    }

    void aFailureBehindALeftShieldIsReported(Diary diary) {
        var pie = burning("pie", 3);
        var guest = createTask(() -> await(shield(pie)));
        await(sleep(ofSeconds(1)));
        guest.cancel("not hungry");
        await(waitUntil(ALL_COMPLETED, guest));
        await(sleep(ofSeconds(5)));
        diary.write("failed: " + pie.isCompletedExceptionally());
    }
}
