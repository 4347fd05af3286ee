package dev.aiko.libraries.straight.stream;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Mutiny's {@code Uni} and {@code Multi}, awaited and made of ours. */
class MutinyTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final LoopFuture<String> delivery = loop.createFuture();
    private final LoopFuture<Void> cleanup = loop.createFuture();
    private final Trail trail = new Trail();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Set.of(), loop.allTasks());
        loop.close();
    }

    private void run(Action body) {
        loop.runUntilComplete(body);
    }

    private String work() {
        trail.add("begun");
        try {
            return await(delivery);
        } catch (CancellationException cancelled) {
            trail.add("stopped");
            await(cleanup);
            trail.add("ended");
            throw cancelled;
        }
    }

    // ---- Uni ---------------------------------------------------------------------------------

    @Test
    @DisplayName("a Uni is awaited for its value, null included")
    void values() {
        run(
                () -> {
                    var tea = Uni.createFrom().item("tea").onItem().transform(String::length);
                    assertEquals(3, await(tea.subscribeAsCompletionStage()));
                    assertNull(await(Uni.createFrom().nullItem().subscribeAsCompletionStage()));
                });
    }

    @Test
    @DisplayName("the failure of a Uni is the awaiter's, checked or not")
    void failures() {
        for (Exception failure : List.of(new IllegalStateException("burnt"), new IOException())) {
            Uni<String> failing = Uni.createFrom().failure(failure);
            Task<String> task = loop.composeTask(failing::subscribeAsCompletionStage);
            assertThrows(RuntimeException.class, () -> loop.runUntilComplete(task));
            assertSame(failure, task.exception());
        }
    }

    @Test
    @DisplayName("cancelling the awaiter cancels the Uni")
    void cancelUni() {
        Uni<String> never =
                Uni.createFrom().<String>nothing().onCancellation().invoke(trail.mark("cancelled"));
        Task<String> task = loop.createTask(() -> await(never.subscribeAsCompletionStage()));
        run(
                () -> {
                    yieldNow();
                    task.cancel("enough");
                    var end = assertThrows(CancellationException.class, () -> await(task));
                    assertEquals("enough", end.getMessage());
                });
        trail.is("cancelled");
    }

    @Test
    @DisplayName("cancelling a Uni of a body cancels the body, which cleans up with waits")
    void cancelBody() {
        var made = new AtomicReference<Task<String>>();
        Uni<String> uni =
                Uni.createFrom()
                        .completionStage(
                                () -> {
                                    made.set(loop.createTask(this::work));
                                    return made.get();
                                });
        trail.is();
        var subscription = uni.subscribe().with(tea -> trail.add(tea));
        run(() -> yieldNow());
        subscription.cancel();
        run(() -> yieldNow());
        trail.is("begun", "stopped");
        assertFalse(made.get().isDone());
        cleanup.complete(null);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(made.get()));
        trail.is("begun", "stopped", "ended");
    }

    @Test
    @DisplayName("the failure of a body is the Uni's, and so is the reason of a cancelled one")
    void failingBody() {
        var cold = new IOException("cold");
        var seen = new AtomicReference<Throwable>();
        Task<String> failing =
                loop.createTask(
                        () -> {
                            throw cold;
                        });
        Uni.createFrom().completionStage(failing).subscribe().with(tea -> {}, seen::set);
        run(() -> yieldNow());
        assertSame(cold, seen.get());

        Task<String> task = loop.createTask(this::work);
        Uni.createFrom().completionStage(task).subscribe().with(tea -> {}, seen::set);
        run(() -> yieldNow());
        task.cancel("enough");
        cleanup.complete(null);
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", seen.get().getMessage());
    }

    @Test
    @DisplayName("the first of two Unis cancels the body of the other")
    void firstOfTwo() {
        cleanup.complete(null);
        Uni<String> slow = Uni.createFrom().completionStage(() -> loop.createTask(this::work));
        var fast = loop.<String>createFuture();
        Task<String> first =
                loop.composeTask(
                        () ->
                                Uni.join()
                                        .first(slow, Uni.createFrom().completionStage(fast))
                                        .withItem()
                                        .subscribeAsCompletionStage());
        run(
                () -> {
                    yieldNow();
                    yieldNow();
                    fast.complete("water");
                    assertEquals("water", await(first));
                    while (loop.allTasks().size() > 1) yieldNow();
                });
        trail.is("begun", "stopped", "ended");
    }

    // ---- Multi -------------------------------------------------------------------------------

    private final AsyncSequence<Integer> cups =
            AsyncSequence.generate(
                    out -> {
                        try {
                            for (int cup = 1; ; cup++) {
                                trail.add("make " + cup);
                                out.emit(cup);
                            }
                        } finally {
                            await(cleanup);
                            trail.add("washed up");
                        }
                    });

    @Test
    @DisplayName("a Multi of a sequence stops the maker when it has enough")
    void multiOfSequence() {
        cleanup.complete(null);
        run(
                () -> {
                    var two = Multi.createFrom().publisher(cups.asPublisher()).select().first(2);
                    assertEquals(
                            List.of(1, 2),
                            await(two.collect().asList().subscribeAsCompletionStage()));
                    while (loop.allTasks().size() > 1) yieldNow();
                });
        trail.is("make 1", "make 2", "washed up");
    }

    @Test
    @DisplayName("cancelling who awaits a Multi stops the maker, and a failing one is the same")
    void throughMulti() {
        cleanup.complete(null);
        var burnt = new IllegalStateException("burnt");
        run(
                () -> {
                    Task<?> task =
                            loop.composeTask(
                                    () ->
                                            Multi.createFrom()
                                                    .publisher(waiting().asPublisher())
                                                    .collect()
                                                    .asList()
                                                    .subscribeAsCompletionStage());
                    while (task.awaiting() == null) yieldNow();
                    for (int turn = 0; turn < 10; turn++) yieldNow();
                    task.cancel("enough");
                    assertThrows(CancellationException.class, () -> await(task));
                    while (loop.allTasks().size() > 1) yieldNow();
                    trail.is("begun", "stopped", "ended");

                    AsyncSequence<Integer> failing =
                            AsyncSequence.generate(
                                    out -> {
                                        out.emit(1);
                                        throw burnt;
                                    });
                    var last =
                            Multi.createFrom()
                                    .publisher(failing.asPublisher())
                                    .collect()
                                    .last()
                                    .subscribeAsCompletionStage();
                    assertSame(burnt, assertThrows(IllegalStateException.class, () -> await(last)));
                });
    }

    private AsyncSequence<String> waiting() {
        return AsyncSequence.generate(out -> out.emit(work()));
    }

    @Test
    @DisplayName("a Multi is gone through with a for; each value is requested, and leaving cancels")
    void sequenceOfMulti() {
        Multi<Integer> multi =
                Multi.createFrom()
                        .range(1, 9)
                        .onRequest()
                        .invoke(many -> trail.add("request " + many))
                        .onCancellation()
                        .invoke(trail.mark("cancelled"));
        run(
                () -> {
                    try (var cups = Published.sequence(multi).open()) {
                        for (int cup : cups) {
                            trail.add("drink " + cup);
                            if (cup == 2) break;
                        }
                    }
                    trail.add("closed");
                });
        trail.is("request 1", "drink 1", "request 1", "drink 2", "cancelled", "closed");
    }
}
