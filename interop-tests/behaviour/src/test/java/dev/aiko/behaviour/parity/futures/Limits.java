package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import java.util.concurrent.CompletionStage;

/** Time limits on stages. */
final class Limits {

    CompletionStage<?> aBlockInTimeGivesItsValue(Diary diary) {
        return waitFor(brewAsync(diary, "tea", 1), ofSeconds(2))
                .thenAccept(tea -> diary.write("there is " + tea))
                .thenCompose(served -> brewAsync(diary, "cake", 5));
    }

    CompletionStage<?> aLimitOnAFutureIsAFuture(Diary diary) {
        var tea = waitFor(composeTask(() -> brewAsync(diary, "tea", 1)), ofSeconds(2));
        var soup = waitFor(composeTask(() -> brewAsync(diary, "soup", 60)), ofSeconds(3));
        return waitUntil(ALL_COMPLETED, tea, soup)
                .thenRun(
                        () -> {
                            diary.writeEnd("tea", tea);
                            diary.write("soup: " + soup.exceptionNow().getClass().getSimpleName());
                        });
    }
}
