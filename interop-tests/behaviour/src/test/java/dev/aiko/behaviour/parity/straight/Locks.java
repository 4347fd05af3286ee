package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.Aiko.yieldNow;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import dev.aiko.task.Task;
import java.util.concurrent.TimeoutException;

/** Locks, semaphores and limiters: one line, nobody overtakes, and nothing is lost. */
@SuppressWarnings("try") // a lease is there to be closed
final class Locks {

    void aLockGoesToWhoHasWaitedLongest(Diary diary) {
        var stove = AsyncLock.create();
        var tea = cooking(diary, stove, "tea", 2);
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        await(gather(tea, soup, cake));
    }

    private static Task<String> cooking(Diary diary, AsyncLock stove, String what, int seconds) {
        return createTask(
                () -> {
                    try (var held = await(stove.acquireAsync())) {
                        diary.write(what + " has the stove");
                        return brew(diary, what, seconds);
                    }
                });
    }

    void aCancelledWaiterLeavesTheLine(Diary diary) {
        var stove = AsyncLock.create();
        var tea = cooking(diary, stove, "tea", 3);
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        await(sleep(ofSeconds(1)));
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, tea, soup, cake));
        diary.writeEnd("soup", soup);
    }

    void aCancelAfterTheHandOverPassesTheLockOn(Diary diary) {
        var stove = AsyncLock.create();
        stove.tryAcquire();
        var soup = cooking(diary, stove, "soup", 3);
        var cake = cooking(diary, stove, "cake", 1);
        await(sleep(ofSeconds(1)));
        stove.release();
        soup.cancel("no salt");
        await(waitUntil(ALL_COMPLETED, soup, cake));
        diary.writeEnd("soup", soup);
        diary.write("locked: " + stove.isLocked());
    }

    void aFailureGivesTheLockBack(Diary diary) {
        var stove = AsyncLock.create();
        var pie =
                createTask(
                        () -> {
                            try (var held = await(stove.acquireAsync())) {
                                return burn("pie", 1);
                            }
                        });
        var tea = cooking(diary, stove, "tea", 1);
        await(waitUntil(ALL_COMPLETED, pie, tea));
        diary.writeEnd("pie", pie);
    }

    void aTimeLimitEndsTheWaitAndLeavesTheLine(Diary diary) {
        var stove = AsyncLock.create();
        var soup = cooking(diary, stove, "soup", 3);
        yieldNow();
        try {
            withTimeout(
                    ofSeconds(1),
                    limit -> {
                        try (var held = await(stove.acquireAsync())) {
                            diary.write("never");
                        }
                    });
        } catch (TimeoutException over) {
            diary.write("no stove, " + stove.statistics().waiting() + " in line");
        }
        await(soup);
    }

    void aSemaphoreLetsInAsManyAsItHas(Diary diary) {
        var plates = AsyncSemaphore.create(2);
        await(
                gather(
                        eating(diary, plates, "Ann", 2),
                        eating(diary, plates, "Bob", 3),
                        eating(diary, plates, "Cid", 2),
                        eating(diary, plates, "Dee", 1)));
        diary.write("plates: " + plates.available());
    }

    private static Task<String> eating(
            Diary diary, AsyncSemaphore plates, String who, int seconds) {
        return createTask(
                () -> {
                    try (var plate = await(plates.acquireAsync())) {
                        diary.write(who + " sits down");
                        return brew(diary, who, seconds);
                    }
                });
    }

    void whoWantsMoreIsNotOvertaken(Diary diary) {
        var plates = AsyncSemaphore.create(2);
        var ann = eating(diary, plates, "Ann", 2);
        var pair =
                createTask(
                        () -> {
                            try (var both = await(plates.acquireAsync(2))) {
                                diary.write("the pair sits down");
                                return brew(diary, "the pair", 1);
                            }
                        });
        var dee = eating(diary, plates, "Dee", 1);
        await(gather(ann, pair, dee));
    }

    void readersShareAndAWriterIsAlone(Diary diary) {
        var menu = AsyncReadWriteLock.create();
        await(
                gather(
                        reading(diary, menu, "Ann", 2),
                        reading(diary, menu, "Bob", 3),
                        writing(diary, menu),
                        reading(diary, menu, "Cid", 1)));
    }

    private static Task<String> reading(
            Diary diary, AsyncReadWriteLock menu, String who, int seconds) {
        return createTask(
                () -> {
                    try (var open = await(menu.acquireReadAsync())) {
                        diary.write(who + " reads");
                        return brew(diary, who, seconds);
                    }
                });
    }

    private static Task<String> writing(Diary diary, AsyncReadWriteLock menu) {
        return createTask(
                () -> {
                    try (var open = await(menu.acquireWriteAsync())) {
                        diary.write("the cook writes");
                        return brew(diary, "the menu", 1);
                    }
                });
    }

    void moreTokensLetTheNextOnesIn(Diary diary) {
        var tables = CapacityLimiter.create(1);
        var ann = dining(diary, tables, "Ann");
        var bob = dining(diary, tables, "Bob");
        await(sleep(ofSeconds(1)));
        tables.setTotal(2);
        await(gather(ann, bob));
        diary.write("tables in use: " + tables.borrowed());
    }

    private static Task<String> dining(Diary diary, CapacityLimiter tables, String who) {
        return createTask(
                () -> {
                    try (var table = await(tables.acquireAsync(who))) {
                        diary.write(who + " sits down");
                        return brew(diary, who, 3);
                    }
                });
    }
}
