package dev.aiko.libraries.straight.cache;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aiko.Aiko;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A Caffeine cache whose loads are tasks. What it hands out is the very task, so a waiter who has
 * to leave the load to the others awaits a shield or a stage of his own.
 */
class CaffeineTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final LoopFuture<String> delivery = loop.createFuture();
    private final LoopFuture<Void> cleanup = loop.createFuture();
    private final Trail trail = new Trail();
    private final AsyncLoadingCache<String, String> cache =
            Caffeine.newBuilder()
                    .executor(loop)
                    .buildAsync((key, executor) -> loop.createTask(() -> load(key)));

    private String load(String key) {
        trail.add("load " + key);
        try {
            return key + await(shield(delivery));
        } catch (CancellationException cancelled) {
            trail.add(key + " was cancelled");
            await(cleanup);
            trail.add(key + " has ended");
            throw cancelled;
        }
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    private void run(Action body) {
        loop.runUntilComplete(body);
    }

    private static void untilTheyWait(Task<?>... tasks) {
        for (var task : tasks) {
            while (task.awaiting() == null) yieldNow();
        }
        yieldNow();
    }

    private void oneLeavesAndOneStays(Task<String> leaver, Task<String> stayer) {
        untilTheyWait(leaver, stayer);
        leaver.cancel("enough");
        var cancelled = assertThrows(CancellationException.class, () -> await(leaver));
        assertEquals("enough", cancelled.getMessage());
        delivery.complete("!");
        assertEquals("tea!", await(stayer));
        assertEquals("tea!", await(cache.get("tea")));
        trail.is("load tea");
    }

    @Test
    @DisplayName("cancelling one of two who await a shield leaves the load that they share alone")
    void shielded() {
        run(
                () ->
                        oneLeavesAndOneStays(
                                loop.createTask(() -> await(shield(cache.get("tea")))),
                                loop.createTask(() -> await(shield(cache.get("tea"))))));
    }

    @Test
    @DisplayName("so it does with stages derived from the load")
    void derived() {
        run(
                () ->
                        oneLeavesAndOneStays(
                                loop.composeTask(() -> cache.get("tea").thenApply(tea -> tea)),
                                loop.composeTask(() -> cache.get("tea").thenApply(tea -> tea))));
    }

    @Test
    @DisplayName("a load that all its waiters have left still comes into the cache")
    void everybodyLeaves() {
        run(
                () -> {
                    Task<String> only =
                            loop.composeTask(() -> cache.get("tea").thenApply(tea -> tea));
                    untilTheyWait(only);
                    only.cancel("enough");
                    assertThrows(CancellationException.class, () -> await(only));
                    delivery.complete("!");
                    assertEquals("tea!", await(cache.getIfPresent("tea")));
                    trail.is("load tea");
                });
    }

    @Test
    @DisplayName("a bare await takes the load with it, to its real end; the next one loads anew")
    void bare() {
        run(
                () -> {
                    Task<String> task = loop.createTask(() -> await(cache.get("tea")));
                    untilTheyWait(task);
                    task.cancel("enough");
                    yieldNow();
                    yieldNow();
                    trail.is("load tea", "tea was cancelled");
                    assertFalse(task.isDone());
                    cleanup.complete(null);
                    assertThrows(CancellationException.class, () -> await(task));
                    assertEquals(Map.of(), cache.asMap());
                    delivery.complete("!");
                    assertEquals("tea!", await(cache.get("tea")));
                    trail.is("load tea", "tea was cancelled", "tea has ended", "load tea");
                });
    }

    @Test
    @DisplayName("a load cancelled through the cache ends all who wait for it")
    void throughTheCache() {
        run(
                () -> {
                    Task<String> one = loop.createTask(() -> await(shield(cache.get("tea"))));
                    Task<String> other = loop.createTask(() -> await(cache.get("tea")));
                    untilTheyWait(one, other);
                    assertTrue(cache.getIfPresent("tea").cancel(true));
                    cleanup.complete(null);
                    assertThrows(CancellationException.class, () -> await(one));
                    assertThrows(CancellationException.class, () -> await(other));
                    trail.is("load tea", "tea was cancelled", "tea has ended");
                    assertEquals(Map.of(), cache.asMap());
                });
    }

    @Test
    @DisplayName("a load that fails gives everybody the same failure, and is not kept")
    void failing() {
        var burnt = new IllegalStateException("burnt");
        run(
                () -> {
                    Task<String> one = loop.createTask(() -> await(shield(cache.get("tea"))));
                    Task<String> other =
                            loop.composeTask(() -> cache.get("tea").thenApply(tea -> tea));
                    untilTheyWait(one, other);
                    delivery.completeExceptionally(burnt);
                    assertSame(burnt, assertThrows(IllegalStateException.class, () -> await(one)));
                    assertSame(
                            burnt, assertThrows(IllegalStateException.class, () -> await(other)));
                    assertEquals(Map.of(), cache.asMap());
                });
    }

    @Test
    @DisplayName("many at once are loaded side by side; who leaves leaves the loads alone")
    void many() {
        var keys = List.of("tea", "cake");
        run(
                () -> {
                    Task<?> leaver = loop.createTask(() -> await(cache.getAll(keys)));
                    Task<Map<String, String>> stayer = loop.composeTask(() -> cache.getAll(keys));
                    untilTheyWait(leaver, stayer);
                    leaver.cancel("enough");
                    assertThrows(CancellationException.class, () -> await(leaver));
                    delivery.complete("!");
                    assertEquals(Map.of("tea", "tea!", "cake", "cake!"), await(stayer));
                    trail.is("load tea", "load cake");
                });
    }

    @Test
    @DisplayName("a loader without futures runs on the loop that is the cache's executor")
    void loopAsExecutor() {
        var plain =
                Caffeine.newBuilder()
                        .executor(loop)
                        .buildAsync((String key) -> key + (Aiko.runningLoop() == loop));
        assertEquals("teatrue", loop.runUntilComplete(() -> await(plain.get("tea"))));
    }
}
