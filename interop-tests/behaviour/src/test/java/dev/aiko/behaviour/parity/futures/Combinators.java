package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static dev.aiko.behaviour.parity.Cooking.burnAsync;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.combine.Waited;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Waiting for several at once, without waiting. */
final class Combinators {

    private static Task<String> brewing(Diary diary, String what, int seconds) {
        return composeTask(() -> brewAsync(diary, what, seconds));
    }

    private static Task<String> burning(String what, int seconds) {
        return composeTask(() -> burnAsync(what, seconds));
    }

    CompletionStage<?> gatheredValuesComeInTheOrderOfTheArguments(Diary diary) {
        return gather(brewing(diary, "tea", 3), brewing(diary, "cake", 1))
                .thenAccept(all -> diary.write("gathered " + all));
    }

    CompletionStage<?> aGatherFailsWithTheFirstAndTheOthersGoOn(Diary diary) {
        var tea = brewing(diary, "tea", 3);
        return gather(tea, burning("pie", 1))
                .handle(
                        (all, failed) -> {
                            diary.write("failed: " + failed.getMessage());
                            return all;
                        })
                .thenCompose(written -> tea);
    }

    CompletionStage<?> aSettledGatherTellsHowEachOfThemEnded(Diary diary) {
        var soup = brewing(diary, "soup", 60);
        var all = gatherSettled(brewing(diary, "tea", 1), burning("pie", 2), soup);
        return sleep(ofSeconds(3))
                .thenApply(over -> soup.cancel("no salt"))
                .thenCompose(asked -> all)
                .thenAccept(
                        ends -> ends.forEach(end -> diary.write(end.getClass().getSimpleName())));
    }

    CompletionStage<?> waitingUntilTheFirstIsDoneLeavesTheOthersAlone(Diary diary) {
        var soup = brewing(diary, "soup", 3);
        return waitUntil(FIRST_COMPLETED, brewing(diary, "tea", 1), soup)
                .thenAccept(waited -> writeSizes(diary, waited))
                .thenCompose(written -> soup);
    }

    private static void writeSizes(Diary diary, Waited<?> waited) {
        diary.write("done: " + waited.done().size() + ", pending: " + waited.pending().size());
    }

    CompletionStage<?> waitingUntilALimitCancelsNothing(Diary diary) {
        var tea = brewing(diary, "tea", 1);
        var soup = brewing(diary, "soup", 3);
        return waitUntil(ALL_COMPLETED, ofSeconds(2), List.of(tea, soup))
                .thenAccept(waited -> writeSizes(diary, waited))
                .thenCompose(written -> soup);
    }

    CompletionStage<?> aRaceThatNobodyWinsFailsWithAllOfThem(Diary diary) {
        return race(burning("tart", 2), burning("pie", 1))
                .handle(
                        (nobody, failure) -> {
                            var all = ((TaskGroupException) failure).failures();
                            diary.write(
                                    "failures: "
                                            + all.stream().map(Throwable::getMessage).toList());
                            return nobody;
                        });
    }

    CompletionStage<?> aStaggeredRaceStartsTheNextAfterAFailureOrADelay(Diary diary) {
        List<Supplier<CompletionStage<String>>> cooks =
                List.of(
                        () -> burning("pie", 1), // fails, so the next one begins at once
                        () -> brewing(diary, "soup", 60), // is slow, so the next one begins later
                        () -> brewing(diary, "tea", 1),
                        () -> brewing(diary, "cake", 1));
        return staggeredRace(ofSeconds(5), cooks)
                .thenAccept(
                        race -> {
                            diary.write("number " + race.winner() + " wins with " + race.value());
                            diary.write("begun: " + race.failures().size());
                        });
    }

    CompletionStage<?> aShieldKeepsTheCancelFromTheTask(Diary diary) {
        var tea = brewing(diary, "tea", 3);
        var guest = composeTask(() -> shield(tea));
        return sleep(ofSeconds(1))
                .thenApply(over -> guest.cancel("not thirsty"))
                .thenCompose(asked -> waitUntil(ALL_COMPLETED, guest))
                .thenRun(() -> diary.writeEnd("guest", guest))
                .thenCompose(written -> tea)
                .thenAccept(ready -> diary.write("there is " + ready));
    }
}
