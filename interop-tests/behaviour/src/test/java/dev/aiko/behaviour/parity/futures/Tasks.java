package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.toThread;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static dev.aiko.behaviour.parity.Cooking.burnAsync;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.aiko.behaviour.Wait;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.context.ContextVar;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Tasks whose bodies are futures code. */
final class Tasks {

    CompletionStage<?> tasksBeginInTheOrderInWhichTheyWereMade(Diary diary) {
        var tea = composeTask(() -> written(diary, "tea begins"));
        var cake = composeTask(() -> written(diary, "cake begins"));
        diary.write("both are made");
        return gather(tea, cake);
    }

    private static CompletionStage<String> written(Diary diary, String line) {
        diary.write(line);
        return completedFuture(line);
    }

    CompletionStage<?> anEagerTaskTakesItsFirstStepAtOnce(Diary diary) {
        var tea =
                composeTask(
                        TaskOptions.eagerly(),
                        () -> {
                            diary.write("tea begins");
                            return brewAsync(diary, "tea", 1);
                        });
        diary.write("the task is made");
        return tea;
    }

    CompletionStage<?> whoeverAwaitsATaskGetsItsValue(Diary diary) {
        var tea = composeTask(() -> brewAsync(diary, "tea", 2));
        var one = composeTask(() -> tea).thenAccept(t -> diary.write("one has " + t));
        var other = composeTask(() -> tea).thenAccept(t -> diary.write("the other has " + t));
        return gather(one, other);
    }

    CompletionStage<?> aTaskSeesTheContextOfItsMaker(Diary diary) {
        ContextVar<String> guest = contextVar("guest", "nobody");
        guest.set("Ann");
        var tea =
                composeTask(
                        () -> {
                            diary.write("tea for " + guest.get());
                            guest.set("Bob");
                            return sleep(ofSeconds(2))
                                    .thenRun(() -> diary.write("still tea for " + guest.get()));
                        });
        return sleep(ofSeconds(1))
                .thenRun(() -> diary.write("outside it is " + guest.get()))
                .thenCompose(over -> tea)
                .thenRun(() -> diary.write("in the end it is " + guest.get()));
    }

    CompletionStage<?> aBodyFailureEndsTheTask(Diary diary) {
        Task<String> pie = composeTask(() -> burnAsync("pie", 1));
        return waitUntil(ALL_COMPLETED, pie)
                .thenRun(
                        () -> {
                            diary.writeEnd("pie", pie);
                            boolean asked = pie.cancel("too late");
                            diary.write("asked to stop: " + asked + ", " + pie.state());
                        });
    }

    CompletionStage<?> blockingCodeLetsTheOthersGoOn(Diary diary) {
        var gate = new CountDownLatch(1);
        var other =
                composeTask(
                        () -> {
                            var opened = written(diary, "the other opens the gate");
                            gate.countDown();
                            return opened;
                        });
        diary.write("blocked");
        return toThread(
                        () -> {
                            Wait.until(gate);
                            return "open";
                        })
                .thenAccept(said -> diary.write("the gate is " + said))
                .thenCompose(over -> other);
    }

    CompletionStage<?> blockingCodeSeesTheContext(Diary diary) {
        ContextVar<String> guest = contextVar("guest", "nobody");
        guest.set("Ann");
        return toThread(() -> "blocked for " + guest.get()).thenAccept(diary::write);
    }

    CompletionStage<?> aFailureOfBlockingCodeComesBack(Diary diary) {
        var gate = new CountDownLatch(1);
        var job =
                toThread(
                        () -> {
                            Wait.until(gate);
                            throw new IllegalStateException("no gas");
                        });
        var told =
                job.handle(
                        (nothing, failure) -> {
                            diary.write("failed: " + failure.getMessage());
                            return nothing;
                        });
        gate.countDown();
        return told;
    }
}
