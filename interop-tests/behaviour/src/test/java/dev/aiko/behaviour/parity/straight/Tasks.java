package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.Wait;
import dev.aiko.behaviour.parity.Diary;
import dev.aiko.context.ContextVar;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.CountDownLatch;

/** Tasks: how they begin, take turns, end, and what they take along. */
final class Tasks {

    void tasksBeginInTheOrderInWhichTheyWereMade(Diary diary) {
        var tea = createTask(() -> diary.write("tea begins"));
        var cake = createTask(() -> diary.write("cake begins"));
        diary.write("both are made");
        await(gather(tea, cake));
    }

    void tasksTakeTurns(Diary diary) {
        var tea = createTask(() -> stir(diary, "tea"));
        var soup = createTask(() -> stir(diary, "soup"));
        await(gather(tea, soup));
    }

    private static void stir(Diary diary, String what) {
        for (int round = 1; round <= 3; round++) {
            diary.write(what + " " + round);
            yieldNow();
        }
    }

    void anEagerTaskTakesItsFirstStepAtOnce(Diary diary) {
        var tea =
                createTask(
                        TaskOptions.eagerly(),
                        () -> {
                            diary.write("tea begins");
                            return brew(diary, "tea", 1);
                        });
        diary.write("the task is made");
        await(tea);
    }

    void whoeverAwaitsATaskGetsItsValue(Diary diary) {
        var tea = createTask(() -> brew(diary, "tea", 2));
        var one = createTask(() -> diary.write("one has " + await(tea)));
        var other = createTask(() -> diary.write("the other has " + await(tea)));
        await(gather(one, other));
    }

    void aFailureIsTheSameObjectForEverybody(Diary diary) {
        var pie = createTask(() -> burn("pie", 1));
        Throwable first = failure(() -> await(pie));
        Throwable second = failure(() -> await(pie));
        diary.write(first.getMessage() + ", the same: " + (first == second));
    }

    private static Throwable failure(Runnable code) {
        try {
            code.run();
            throw new AssertionError("no failure");
        } catch (IllegalStateException failure) {
            return failure;
        }
    }

    void aTaskKnowsItsName(Diary diary) {
        var tea =
                createTask(
                        TaskOptions.named("tea"),
                        () -> {
                            diary.write("I am " + currentTask().name());
                            await(sleep(ofSeconds(1)));
                            diary.write("I am still " + currentTask().name());
                        });
        await(tea);
    }

    void aTaskSeesTheContextOfItsMaker(Diary diary) {
        ContextVar<String> guest = contextVar("guest", "nobody");
        guest.set("Ann");
        var tea =
                createTask(
                        () -> {
                            diary.write("tea for " + guest.get());
                            guest.set("Bob");
                            await(sleep(ofSeconds(2)));
                            diary.write("still tea for " + guest.get());
                        });
        await(sleep(ofSeconds(1)));
        diary.write("outside it is " + guest.get());
        await(tea);
        diary.write("in the end it is " + guest.get());
    }

    void aBodyFailureEndsTheTask(Diary diary) {
        var pie = createTask(() -> burn("pie", 1));
        await(waitUntil(ALL_COMPLETED, pie));
        diary.writeEnd("pie", pie);
        diary.write("asked to stop: " + pie.cancel("too late") + ", " + pie.state());
    }

    void blockingCodeLetsTheOthersGoOn(Diary diary) {
        var gate = new CountDownLatch(1);
        var other =
                createTask(
                        () -> {
                            diary.write("the other opens the gate");
                            gate.countDown();
                        });
        diary.write("blocked");
        String said =
                blocking(
                        () -> {
                            Wait.until(gate);
                            return "open";
                        });
        diary.write("the gate is " + said);
        await(other);
    }

    void blockingCodeSeesTheContext(Diary diary) {
        ContextVar<String> guest = contextVar("guest", "nobody");
        guest.set("Ann");
        diary.write(blocking(() -> "blocked for " + guest.get()));
    }

    void aFailureOfBlockingCodeComesBack(Diary diary) {
        try {
            blocking(
                    () -> {
                        throw new IllegalStateException("no gas");
                    });
        } catch (IllegalStateException failure) {
            diary.write("failed: " + failure.getMessage());
        }
    }
}
