package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static dev.aiko.behaviour.parity.Cooking.burnAsync;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Task groups whose bodies and children are futures code. */
final class Groups {

    CompletionStage<?> aGroupWaitsForAllItsChildren(Diary diary) {
        Task<String> first =
                TaskGroup.start(
                        group -> {
                            var tea = group.composeTask(() -> brewAsync(diary, "tea", 2));
                            group.composeTask(() -> brewAsync(diary, "cake", 3));
                            return tea;
                        });
        return first.thenAccept(what -> diary.write("first came " + what));
    }

    CompletionStage<?> theFirstFailureStopsTheOthers(Diary diary) {
        Task<String> meal =
                TaskGroup.start(
                        group -> {
                            group.composeTask(() -> brewAsync(diary, "soup", 60));
                            group.composeTask(() -> burnAsync("pie", 1));
                            return brewAsync(diary, "the table", 60);
                        });
        return meal.handle((table, failure) -> writeFailures(diary, failure));
    }

    private static String writeFailures(Diary diary, Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        var failed = (TaskGroupException) cause;
        diary.write("failed: " + failed.failures().stream().map(Throwable::getMessage).toList());
        return "";
    }

    CompletionStage<?> aFailureOfTheBodyStopsTheChildren(Diary diary) {
        Task<String> meal =
                TaskGroup.start(
                        group -> {
                            group.composeTask(() -> brewAsync(diary, "soup", 60));
                            return burnAsync("pie", 1);
                        });
        return meal.handle((pie, failure) -> writeFailures(diary, failure));
    }

    CompletionStage<?> aSupervisingGroupLetsTheOthersFinish(Diary diary) {
        Task<String> meal =
                TaskGroup.start(
                        GroupOptions.supervise(),
                        group -> {
                            group.composeTask(() -> brewAsync(diary, "soup", 3));
                            group.composeTask(() -> burnAsync("pie", 1));
                            group.composeTask(() -> burnAsync("tart", 2));
                            return completedFuture("");
                        });
        return meal.handle((nothing, failure) -> writeFailures(diary, failure));
    }

    CompletionStage<?> aCancelledChildIsNoFailure(Diary diary) {
        Task<Boolean> meal =
                TaskGroup.start(
                        group -> {
                            var soup = group.composeTask(() -> brewAsync(diary, "soup", 60));
                            group.composeTask(() -> brewAsync(diary, "cake", 2));
                            return sleep(ofSeconds(1)).thenApply(over -> soup.cancel("no salt"));
                        });
        return meal.thenRun(() -> diary.write("the group is over"));
    }
}
