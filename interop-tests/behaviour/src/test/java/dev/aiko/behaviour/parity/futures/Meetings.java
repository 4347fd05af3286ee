package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.task.Task;
import java.util.concurrent.CompletionStage;

/** Events, conditions and barriers for futures code. */
final class Meetings {

    CompletionStage<?> anEventWakesAllWhoWait(Diary diary) {
        var bell = AsyncEvent.create();
        var ann = listening(diary, bell, "Ann");
        var bob = listening(diary, bell, "Bob");
        return sleep(ofSeconds(1))
                .thenCompose(
                        over -> {
                            diary.write("the bell rings");
                            bell.set();
                            return gather(ann, bob);
                        })
                .thenCompose(both -> listening(diary, bell, "Cid"));
    }

    private static Task<Void> listening(Diary diary, AsyncEvent bell, String who) {
        return composeTask(() -> bell.awaitAsync().thenRun(() -> diary.write(who + " comes")));
    }

    CompletionStage<?> aSignalWakesWhoHasWaitedLongest(Diary diary) {
        var changed = AsyncCondition.create();
        var ann = waiting(diary, changed, "Ann");
        var bob = waiting(diary, changed, "Bob");
        return sleep(ofSeconds(1))
                .thenCompose(over -> signal(changed))
                .thenCompose(heard -> sleep(ofSeconds(1)))
                .thenCompose(over -> signal(changed))
                .thenCompose(heard -> gather(ann, bob));
    }

    private static Task<Void> waiting(Diary diary, AsyncCondition changed, String who) {
        Runnable seen = () -> diary.write(who + " has seen it");
        return composeTask(
                () -> changed.lock().withLockAsync(() -> changed.awaitAsync().thenRun(seen)));
    }

    private static CompletionStage<Void> signal(AsyncCondition changed) {
        return changed.lock()
                .withLockAsync(
                        () -> {
                            changed.signal();
                            return sleep(ofSeconds(0));
                        });
    }

    CompletionStage<?> aBarrierLetsAllGoTogether(Diary diary) {
        var table = AsyncBarrier.create(3);
        return gather(
                coming(diary, table, "Ann", 2),
                coming(diary, table, "Bob", 1),
                coming(diary, table, "Cid", 3));
    }

    private static CompletionStage<Void> coming(
            Diary diary, AsyncBarrier table, String who, int seconds) {
        return composeTask(() -> brewAsync(diary, who, seconds))
                .thenCompose(there -> table.awaitAsync())
                .thenAccept(place -> diary.write(who + " is number " + place));
    }
}
