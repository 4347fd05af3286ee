package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.sync.BrokenBarrierException;
import dev.aiko.task.Task;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;

/** Events, conditions and barriers: waiting for what somebody else does. */
@SuppressWarnings("try") // a lease is there to be closed
final class Meetings {

    void anEventWakesAllWhoWait(Diary diary) {
        var bell = AsyncEvent.create();
        var ann = listening(diary, bell, "Ann");
        var bob = listening(diary, bell, "Bob");
        await(sleep(ofSeconds(1)));
        diary.write("the bell rings");
        bell.set();
        await(gather(ann, bob));
        await(listening(diary, bell, "Cid"));
    }

    private static Task<Void> listening(Diary diary, AsyncEvent bell, String who) {
        return createTask(
                () -> {
                    await(bell.awaitAsync());
                    diary.write(who + " comes");
                });
    }

    void anEventThatIsClearedAtOnceHasWokenThem(Diary diary) {
        var bell = AsyncEvent.create();
        var ann = listening(diary, bell, "Ann");
        await(sleep(ofSeconds(1)));
        bell.set();
        bell.clear();
        await(ann);
        var bob = listening(diary, bell, "Bob");
        await(sleep(ofSeconds(1)));
        diary.write("waiting: " + bell.waiting());
        bob.cancel("no bell");
    }

    void aSignalWakesWhoHasWaitedLongest(Diary diary) {
        var changed = AsyncCondition.create();
        var ann = waiting(diary, changed, "Ann");
        var bob = waiting(diary, changed, "Bob");
        await(sleep(ofSeconds(1)));
        signal(changed, 1);
        await(sleep(ofSeconds(1)));
        signal(changed, 1);
        await(gather(ann, bob));
    }

    private static Task<Void> waiting(Diary diary, AsyncCondition changed, String who) {
        return createTask(
                () -> {
                    try (var held = await(changed.lock().acquireAsync())) {
                        await(changed.awaitAsync());
                        diary.write(who + " has seen it");
                    }
                });
    }

    private static void signal(AsyncCondition changed, int waiters) {
        try (var held = await(changed.lock().acquireAsync())) {
            changed.signal(waiters);
        }
    }

    void aConditionIsAskedAgainAfterEverySignal(Diary diary) {
        var changed = AsyncCondition.create();
        Queue<String> orders = new ArrayDeque<>();
        var cook =
                createTask(
                        () -> {
                            try (var held = await(changed.lock().acquireAsync())) {
                                await(
                                        changed.awaitUntilAsync(
                                                () -> {
                                                    diary.write("orders: " + orders.size());
                                                    return orders.size() == 2;
                                                }));
                                diary.write("the cook begins");
                            }
                        });
        for (String order : new String[] {"tea", "cake"}) {
            await(sleep(ofSeconds(1)));
            try (var held = await(changed.lock().acquireAsync())) {
                orders.add(order);
                changed.signalAll();
            }
        }
        await(cook);
    }

    void aCancelledWaiterOfAConditionHasTheLockAgain(Diary diary) {
        var changed = AsyncCondition.create();
        var ann =
                createTask(
                        () -> {
                            try (var held = await(changed.lock().acquireAsync())) {
                                await(changed.awaitAsync());
                            } catch (CancellationException cancelled) {
                                diary.write("Ann goes");
                                throw cancelled;
                            }
                        });
        await(sleep(ofSeconds(1)));
        try (var held = await(changed.lock().acquireAsync())) {
            ann.cancel("late");
            brew(diary, "tea", 2);
        }
        await(waitUntil(ALL_COMPLETED, ann));
        diary.write("locked: " + changed.lock().isLocked());
    }

    void aBarrierLetsAllGoTogether(Diary diary) {
        var table = AsyncBarrier.create(3);
        await(
                gather(
                        coming(diary, table, "Ann", 2),
                        coming(diary, table, "Bob", 1),
                        coming(diary, table, "Cid", 3)));
    }

    private static Task<Void> coming(Diary diary, AsyncBarrier table, String who, int seconds) {
        return createTask(
                () -> {
                    brew(diary, who, seconds);
                    try {
                        diary.write(who + " is number " + await(table.awaitAsync()));
                    } catch (BrokenBarrierException broken) {
                        diary.write(who + " eats alone");
                    }
                });
    }

    void aBrokenBarrierLetsNobodyWait(Diary diary) {
        var table = AsyncBarrier.create(3);
        var ann = coming(diary, table, "Ann", 1);
        var bob = coming(diary, table, "Bob", 3);
        await(sleep(ofSeconds(2)));
        table.abort();
        await(gather(ann, bob));
        diary.write("broken: " + table.isBroken());
    }

    void aCancelledPartyLeavesItsPlace(Diary diary) {
        var table = AsyncBarrier.create(2);
        var ann = coming(diary, table, "Ann", 1);
        await(sleep(ofSeconds(2)));
        ann.cancel("not hungry");
        await(waitUntil(ALL_COMPLETED, ann));
        await(gather(coming(diary, table, "Bob", 1), coming(diary, table, "Cid", 2)));
    }
}
