package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static dev.aiko.combine.ReturnWhen.FIRST_COMPLETED;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A future that lives on for long keeps none of those who waited for it and have gone. */
class LeftLinesTest {

    private static final int MANY = 1_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();

    /** Makes so many that nobody here holds. */
    private static List<WeakReference<Object>> many(Supplier<?> waiter) {
        List<WeakReference<Object>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(new WeakReference<>(waiter.get()));
        }
        return all;
    }

    /** The last one may stay until somebody else leaves the line, or comes. */
    private static void areGone(List<WeakReference<Object>> waiters) {
        var allButTheLast = waiters.subList(0, waiters.size() - 1);
        Wait.untilCollected(
                "those who have gone are garbage",
                () -> allButTheLast.stream().allMatch(waiter -> waiter.refersTo(null)));
    }

    /** Also keeps the future itself from being garbage. */
    private static void nobodyWaitsFor(LoopFuture<?> pending) {
        assertFalse(pending.isDone());
        assertFalse(pending.toString().contains("callbacks"), pending::toString);
    }

    @Test
    @DisplayName("of shields that are cancelled together, a hundred thousand, nothing is left")
    void shieldsInALongLine() {
        areGone(aHundredThousandCancelled());
        nobodyWaitsFor(future);
    }

    private List<WeakReference<Object>> aHundredThousandCancelled() {
        var shields = new ArrayList<LoopFuture<String>>();
        for (int i = 0; i < 100_000; i++) {
            shields.add(shield(future));
        }
        List<WeakReference<Object>> some = new ArrayList<>();
        for (int i = 0; i < shields.size(); i++) {
            assertTrue(shields.get(i).cancel("enough"));
            if (i % MANY == 0) {
                some.add(new WeakReference<>(shields.get(i)));
            }
        }
        return some;
    }

    @Test
    @DisplayName("of shields that are cancelled one by one nothing is left")
    void shieldsOneByOne() {
        areGone(
                many(
                        () -> {
                            var shield = shield(future);
                            shield.cancel("enough");
                            return shield;
                        }));
        nobodyWaitsFor(future);
    }

    @Test
    @DisplayName("of shields whose own time limit is over nothing is left")
    void shieldsWithALimit() {
        var shields = many(() -> shield(future).orTimeout(1, SECONDS));
        virtual.runFor(ofSeconds(2));

        areGone(shields);
        nobodyWaitsFor(future);
    }

    @Test
    @DisplayName("of waits that abandoned a task, which goes on, nothing is left")
    void abandonedWaits() {
        Task<String> deaf = loop.createTask(() -> shielded(() -> await(future)));
        virtual.settle();
        var waits = many(() -> waitForOrAbandon(deaf, ofSeconds(1)));
        virtual.runFor(ofSeconds(2));

        areGone(waits);
        nobodyWaitsFor(deaf);
        future.complete("over");
        virtual.settle();
        assertTrue(deaf.isDone());
    }

    @Test
    @DisplayName("of waitUntil whose time is over, or that has seen enough, nothing is left")
    void waitsForSeveral() {
        var limited = many(() -> waitUntil(ALL_COMPLETED, ofSeconds(1), List.of(future)));
        var quick = loop.createFuture();
        var content = many(() -> waitUntil(FIRST_COMPLETED, future, quick));
        quick.complete("enough");
        virtual.runFor(ofSeconds(2));

        areGone(limited);
        areGone(content);
        nobodyWaitsFor(future);
    }

    @Test
    @DisplayName("a CompletableFuture from elsewhere keeps none of them either")
    void foreignFutures() {
        var foreign = new CompletableFuture<String>();
        loop.runUntilComplete(
                () -> {
                    for (int i = 0; i < MANY; i++) {
                        shield(foreign).cancel("enough");
                        await(waitUntil(FIRST_COMPLETED, foreign, sleep(ZERO)));
                        await(waitUntil(ALL_COMPLETED, ofSeconds(1), List.of(foreign)));
                    }
                });

        assertTrue(foreign.getNumberOfDependents() <= 1, foreign::toString);
    }

    @Test
    @DisplayName("of as-completed lists whose time is over nothing is left")
    void asCompletedLists() {
        var taken = new ArrayList<LoopFuture<String>>();
        var lists =
                many(
                        () -> {
                            var list = asCompleted(List.of(future), ofSeconds(1));
                            taken.add(list.iterator().next());
                            return list;
                        });
        virtual.runFor(ofSeconds(2));
        taken.forEach(place -> assertTrue(place.isCompletedExceptionally()));
        taken.clear();

        areGone(lists);
        nobodyWaitsFor(future);
    }

    @Test
    @DisplayName("of as-completed lists whose loop is closed nothing is left")
    void asCompletedListsOfAClosedLoop() {
        areGone(listsOfAClosedLoop());
        nobodyWaitsFor(future);
    }

    private List<WeakReference<Object>> listsOfAClosedLoop() {
        var other = new VirtualLoop();
        var lists =
                other.loop()
                        .runUntilComplete(
                                () -> many(() -> asCompleted(List.of(future), ofHours(1))));
        other.loop().close();
        return lists;
    }
}
