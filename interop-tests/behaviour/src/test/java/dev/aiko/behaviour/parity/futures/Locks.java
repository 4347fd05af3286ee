package dev.aiko.behaviour.parity.futures;

import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brewAsync;
import static dev.aiko.behaviour.parity.Cooking.burnAsync;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.task.Task;
import java.util.concurrent.CompletionStage;

/** Locks and semaphores whose holders are futures code. */
final class Locks {

    CompletionStage<?> aLockGoesToWhoHasWaitedLongest(Diary diary) {
        var stove = AsyncLock.create();
        var tea = cooking(diary, stove, "tea", 2);
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        return gather(tea, soup, cake);
    }

    private static Task<String> cooking(Diary diary, AsyncLock stove, String what, int seconds) {
        return composeTask(
                () ->
                        stove.withLockAsync(
                                () -> {
                                    diary.write(what + " has the stove");
                                    return brewAsync(diary, what, seconds);
                                }));
    }

    CompletionStage<?> aCancelledWaiterLeavesTheLine(Diary diary) {
        var stove = AsyncLock.create();
        var tea = cooking(diary, stove, "tea", 3);
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        return sleep(ofSeconds(1))
                .thenApply(over -> soup.cancel("no salt"))
                .thenCompose(asked -> waitUntil(ALL_COMPLETED, tea, soup, cake))
                .thenRun(() -> diary.writeEnd("soup", soup));
    }

    CompletionStage<?> aCancelAfterTheHandOverPassesTheLockOn(Diary diary) {
        var stove = AsyncLock.create();
        stove.tryAcquire();
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        return sleep(ofSeconds(1))
                .thenCompose(
                        over -> {
                            stove.release();
                            soup.cancel("no salt");
                            return waitUntil(ALL_COMPLETED, soup, cake);
                        })
                .thenRun(
                        () -> {
                            diary.writeEnd("soup", soup);
                            diary.write("locked: " + stove.isLocked());
                        });
    }

    CompletionStage<?> aFailureGivesTheLockBack(Diary diary) {
        var stove = AsyncLock.create();
        Task<String> pie = composeTask(() -> stove.withLockAsync(() -> burnAsync("pie", 1)));
        var tea = cooking(diary, stove, "tea", 1);
        return waitUntil(ALL_COMPLETED, pie, tea).thenRun(() -> diary.writeEnd("pie", pie));
    }

    CompletionStage<?> aSemaphoreLetsInAsManyAsItHas(Diary diary) {
        var plates = AsyncSemaphore.create(2);
        return gather(
                        eating(diary, plates, "Ann", 2),
                        eating(diary, plates, "Bob", 3),
                        eating(diary, plates, "Cid", 2),
                        eating(diary, plates, "Dee", 1))
                .thenRun(() -> diary.write("plates: " + plates.available()));
    }

    private static Task<String> eating(
            Diary diary, AsyncSemaphore plates, String who, int seconds) {
        return composeTask(
                () ->
                        plates.withPermitAsync(
                                () -> {
                                    diary.write(who + " sits down");
                                    return brewAsync(diary, who, seconds);
                                }));
    }

    CompletionStage<?> readersShareAndAWriterIsAlone(Diary diary) {
        var menu = AsyncReadWriteLock.create();
        return gather(
                reading(diary, menu, "Ann", 2),
                reading(diary, menu, "Bob", 3),
                composeTask(
                        () ->
                                menu.withWriteLockAsync(
                                        () -> {
                                            diary.write("the cook writes");
                                            return brewAsync(diary, "the menu", 1);
                                        })),
                reading(diary, menu, "Cid", 1));
    }

    private static Task<String> reading(
            Diary diary, AsyncReadWriteLock menu, String who, int seconds) {
        return composeTask(
                () ->
                        menu.withReadLockAsync(
                                () -> {
                                    diary.write(who + " reads");
                                    return brewAsync(diary, who, seconds);
                                }));
    }
}
