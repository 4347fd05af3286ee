package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.usingAsync;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What stands for others, and is given up when they have come: that goes back to where it came
 * from.
 */
class GivenUpTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final AsyncLock lock = AsyncLock.create();

    /** It cleans up for a second when it is cancelled. */
    private static <T> Task<T> slow() {
        Task<T> task =
                createTask(
                        () -> {
                            try {
                                await(sleep(ofHours(1)));
                                return null;
                            } finally {
                                shielded(() -> await(sleep(ofSeconds(1))));
                            }
                        });
        await(sleep(ofMillis(1)));
        return task;
    }

    /** It takes a second to be closed. */
    private static final AsyncCloseable SLOW = () -> sleep(ofSeconds(1));

    private static final Map<String, Function<AsyncLock, CompletableFuture<Lease>>> WHOLES =
            new LinkedHashMap<>();

    static {
        WHOLES.put("race", lock -> race(lock.acquireAsync(), slow()));
        WHOLES.put("usingAsync", lock -> usingAsync(SLOW, s -> lock.acquireAsync()));
        WHOLES.put(
                "a group",
                lock ->
                        TaskGroup.start(
                                group -> {
                                    group.createTask(() -> await(slow()));
                                    return lock.acquireAsync();
                                }));
    }

    private static final Map<String, BiConsumer<CompletableFuture<Lease>, AsyncLock>> ENDS =
            new LinkedHashMap<>();

    static {
        ENDS.put("orTimeout", (whole, lock) -> whole.orTimeout(20, TimeUnit.MILLISECONDS));
        ENDS.put(
                "completeOnTimeout",
                (whole, lock) -> whole.completeOnTimeout(null, 20, TimeUnit.MILLISECONDS));
        ENDS.put("waitFor", (whole, lock) -> waitFor(whole, ofMillis(20)));
        ENDS.put("waitForOrAbandon", (whole, lock) -> waitForOrAbandon(whole, ofMillis(20)));
        ENDS.put("by hand", (whole, lock) -> whole.complete(null));
        ENDS.put("a stage", (whole, lock) -> whole.thenAccept(lease -> {}).cancel(true));
        ENDS.put("a task", (whole, lock) -> later(createTask(() -> await(whole))));
        ENDS.put("a composed task", (whole, lock) -> later(composeTask(() -> whole)));
        ENDS.put("a stage, by hand", GivenUpTest::stageAndByHand);
    }

    private static void stageAndByHand(CompletableFuture<Lease> whole, AsyncLock lock) {
        whole.thenAccept(lease -> {}).cancel(true);
        whole.complete(null);
    }

    private static void later(Task<?> task) {
        await(sleep(ofMillis(1)));
        task.cancel("now");
    }

    static Stream<Arguments> ways() {
        return WHOLES.keySet().stream()
                .flatMap(
                        whole ->
                                ENDS.keySet().stream()
                                        .filter(end -> !whole.equals("a group") || isOfTasks(end))
                                        .map(end -> Arguments.of(whole, end)));
    }

    /** A task cannot be completed by hand, and is cancelled by its limits. */
    private static boolean isOfTasks(String end) {
        return !end.contains("by hand");
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("what has come to it, and not out of it yet, goes back")
    void goesBack(String whole, String end) {
        virtual.loop()
                .runUntilComplete(
                        () -> {
                            var future = WHOLES.get(whole).apply(lock);
                            await(sleep(ofMillis(1)));
                            assertTrue(lock.isLocked());
                            ENDS.get(end).accept(future, lock);
                            await(sleep(ofHours(1)));
                            assertFalse(lock.isLocked());
                        });
    }

    @Test
    @DisplayName("an item goes back to its queue, and the loop goes on")
    void anItem() {
        virtual.loop()
                .runUntilComplete(
                        () -> {
                            AsyncQueue<String> queue = AsyncQueue.unbounded();
                            queue.putNow("A");
                            LoopFuture<String> race = race(queue.getAsync(), slow());
                            race.completeOnTimeout("none", 30, TimeUnit.MILLISECONDS);
                            var task = createTask(() -> await(race));
                            await(sleep(ofMillis(1)));
                            task.cancel("now");
                            await(sleep(ofHours(1)));
                            assertEquals("A", queue.tryGet());
                        });
    }

    @Test
    @DisplayName("a resource that is not closed keeps nothing of what its stage came with")
    void notClosed() {
        AsyncCloseable broken = () -> CompletableFuture.failedFuture(new IOException("broken"));
        virtual.loop()
                .runUntilComplete(
                        () -> {
                            var used = usingAsync(broken, b -> lock.acquireAsync());
                            assertThrows(Exception.class, () -> await(used));
                            assertFalse(lock.isLocked());
                        });
    }

    @Test
    @DisplayName("a thread that is interrupted while a race has a winner takes nothing")
    void aThread() throws Exception {
        var waits = new CountDownLatch(1);
        try (var runner = Runner.background("loop")) {
            var goOn = new CompletableFuture<Void>();
            var whole = new AtomicReference<LoopFuture<Lease>>();
            runner.loop()
                    .submit(
                            () -> {
                                Task<Lease> loser =
                                        createTask(
                                                () -> {
                                                    try {
                                                        await(sleep(ofHours(1)));
                                                        return null;
                                                    } finally {
                                                        shielded(() -> await(goOn));
                                                    }
                                                });
                                await(sleep(ofMillis(1)));
                                whole.set(race(lock.acquireAsync(), loser));
                            })
                    .get();
            var thread =
                    new Thread(
                            () -> {
                                waits.countDown();
                                assertThrows(CancellationException.class, () -> await(whole.get()));
                                assertTrue(Thread.interrupted());
                            });
            thread.start();
            Wait.until(waits);
            thread.interrupt();
            Wait.until(thread);
            goOn.complete(null);
            Wait.until("free", () -> !lock.isLocked());
        }
    }
}
