package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;
import static java.util.Comparator.naturalOrder;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.queue.QueueFullException;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.queue.Topic;
import dev.aiko.queue.WhenFull;
import dev.aiko.sequence.Cursor;
import dev.aiko.task.Task;
import java.util.List;

/** Queues between producers and consumers, and topics for many readers. */
final class Queues {

    void aFullQueueMakesTheProducerWait(Diary diary) {
        var orders = AsyncQueue.<String>create(1);
        var waiter =
                createTask(
                        () -> {
                            for (String order : List.of("tea", "soup", "cake")) {
                                await(orders.putAsync(order));
                                diary.write("ordered " + order);
                            }
                            orders.shutdown();
                        });
        for (String order : orders.asSequence()) {
            await(sleep(ofSeconds(2)));
            diary.write("served " + order);
        }
        await(waiter);
    }

    void consumersAreServedInTheOrderInWhichTheyCame(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        var ann = taking(diary, orders, "Ann");
        var bob = taking(diary, orders, "Bob");
        await(sleep(ofSeconds(1)));
        orders.putNow("tea");
        orders.putNow("soup");
        await(gather(ann, bob));
    }

    private static Task<Void> taking(Diary diary, AsyncQueue<String> orders, String who) {
        return createTask(
                () -> {
                    diary.write(who + " takes " + await(orders.getAsync()));
                });
    }

    void aCancelledConsumerTakesNothing(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        var ann = taking(diary, orders, "Ann");
        var bob = taking(diary, orders, "Bob");
        await(sleep(ofSeconds(1)));
        ann.cancel("not hungry");
        await(sleep(ofSeconds(1)));
        orders.putNow("tea");
        await(bob);
    }

    void anItemOfWhoIsCancelledInTheSameStepGoesToTheNext(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        var ann = taking(diary, orders, "Ann");
        var bob = taking(diary, orders, "Bob");
        await(sleep(ofSeconds(1)));
        orders.putNow("tea");
        ann.cancel("not hungry");
        await(bob);
        diary.write("left: " + orders.size());
    }

    void aCancelledProducerAddsNothing(Diary diary) {
        var orders = AsyncQueue.<String>create(1);
        orders.putNow("tea");
        var waiter = createTask(() -> await(orders.putAsync("soup")));
        await(sleep(ofSeconds(1)));
        waiter.cancel("wrong table");
        await(waitUntil(ALL_COMPLETED, waiter));
        diary.write("next is " + orders.tryGet() + ", then " + orders.tryGet());
    }

    void joiningWaitsUntilEverythingIsDone(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        orders.putNow("tea");
        orders.putNow("soup");
        var cook =
                createTask(
                        () -> {
                            for (String order : orders.asSequence()) {
                                await(sleep(ofSeconds(2)));
                                diary.write("served " + order);
                                orders.taskDone();
                            }
                        });
        await(orders.joinAsync());
        diary.write("unfinished: " + orders.unfinished());
        cook.cancel("closing time");
        await(waitUntil(ALL_COMPLETED, cook));
        diary.writeEnd("cook", cook);
    }

    void aShutdownLetsNothingInAndWhatIsThereOut(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        orders.putNow("tea");
        orders.shutdown();
        try {
            await(orders.putAsync("soup"));
        } catch (QueueShutdownException closed) {
            diary.write("no soup any more");
        }
        diary.write("last order: " + await(orders.getAsync()));
        try {
            await(orders.getAsync());
        } catch (QueueShutdownException closed) {
            diary.write("no orders any more");
        }
    }

    void aShutdownWakesWhoWaitsInVain(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        var cook =
                createTask(
                        () -> {
                            try {
                                await(orders.getAsync());
                            } catch (QueueShutdownException closed) {
                                diary.write("the cook goes home");
                            }
                        });
        await(sleep(ofSeconds(1)));
        orders.shutdown();
        await(cook);
    }

    void theSmallestComesFirst(Diary diary) {
        var orders = AsyncQueue.<String>priority(0, naturalOrder());
        for (String order : List.of("soup", "cake", "tea")) {
            await(orders.putAsync(order));
        }
        orders.shutdown();
        for (String order : orders.asSequence()) {
            diary.write(order);
        }
    }

    void theLastProducerClosesTheQueue(Diary diary) {
        var orders = AsyncQueue.<String>unbounded();
        for (int table = 1; table <= 2; table++) {
            int number = table;
            var producer = orders.newProducer();
            createTask(
                    () -> {
                        try (producer) {
                            await(sleep(ofSeconds(number)));
                            await(producer.putAsync("order of table " + number));
                        }
                    });
        }
        for (String order : orders.asSequence()) {
            diary.write(order);
        }
        diary.write("nobody orders any more");
    }

    void everySubscriberGetsEveryItem(Diary diary) {
        var news = Topic.<String>create();
        var ann = reading(diary, news.subscribe(4, WhenFull.WAIT), "Ann");
        var bob = reading(diary, news.subscribe(4, WhenFull.WAIT), "Bob");
        for (String one : List.of("tea is ready", "soup is cold")) {
            await(sleep(ofSeconds(1)));
            await(news.publishAsync(one));
        }
        news.close();
        await(gather(ann, bob));
    }

    private static Task<Void> reading(Diary diary, Cursor<String> news, String who) {
        return createTask(
                () -> {
                    for (String one : news) {
                        diary.write(who + " reads " + one);
                    }
                });
    }

    void aSlowSubscriberSlowsThePublisherDown(Diary diary) {
        var news = Topic.<String>create();
        var slow = news.subscribe(1, WhenFull.WAIT);
        var cook =
                createTask(
                        () -> {
                            for (String one : List.of("tea", "soup", "cake")) {
                                await(news.publishAsync(one));
                                diary.write("published " + one);
                            }
                            news.close();
                        });
        await(sleep(ofSeconds(2)));
        for (String one : slow) {
            diary.write("read " + one);
            await(sleep(ofSeconds(2)));
        }
        await(cook);
    }

    void aSubscriberMayMissOrFail(Diary diary) {
        var news = Topic.<String>create();
        var newest = news.subscribe(1, WhenFull.DROP_OLDEST);
        var strict = news.subscribe(1, WhenFull.FAIL);
        await(news.publishAsync("tea"));
        await(news.publishAsync("soup"));
        news.close();
        for (String one : newest) {
            diary.write("the newest is " + one);
        }
        try {
            for (String one : strict) {
                diary.write("the strict one read " + one);
            }
        } catch (QueueFullException behind) {
            diary.write("the strict one is behind");
        }
    }

    void whoComesLateGetsWhatIsRemembered(Diary diary) {
        var news = Topic.<String>create(1);
        await(news.publishAsync("tea"));
        await(news.publishAsync("soup"));
        var late = news.subscribe(1, WhenFull.WAIT);
        news.close();
        for (String one : late) {
            diary.write("remembered " + one);
        }
    }
}
