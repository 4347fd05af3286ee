package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling a derived stage cancels the work above it that nobody else waits for. */
class DerivedStageCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final HoursOfWork work = new HoursOfWork(virtual);

    @Test
    @DisplayName("it reaches the task through every kind of stage with one source")
    void everyKindOfStage() {
        Map<String, Function<Task<String>, CompletableFuture<?>>> kinds = new LinkedHashMap<>();
        kinds.put("thenApply", task -> task.thenApply(String::length));
        kinds.put("thenApplyAsync", task -> task.thenApplyAsync(String::length));
        kinds.put("thenAccept", task -> task.thenAccept(value -> {}));
        kinds.put("thenRun", task -> task.thenRun(() -> {}));
        kinds.put("handle", task -> task.handle((value, failure) -> value));
        kinds.put("whenComplete", task -> task.whenComplete((value, failure) -> {}));
        kinds.put("exceptionally", task -> task.exceptionally(Throwable::getMessage));
        kinds.put("thenCompose", task -> task.thenCompose(value -> loop.createFuture()));
        kinds.put("thenComposeAsync", task -> task.thenComposeAsync(v -> loop.createFuture()));
        kinds.put("copy", CompletableFuture::copy);
        kinds.put("two levels", task -> task.thenApply(String::length).thenRun(() -> {}));

        kinds.forEach(
                (name, derive) -> {
                    Task<String> task = work.startedTask();
                    CompletableFuture<?> derived = derive.apply(task);

                    assertTrue(derived.cancel(true), name);

                    assertTrue(derived.isCancelled(), name);
                    virtual.settle();
                    assertTrue(task.isCancelled(), name);
                    assertEquals(1, task.cancelling(), name);
                });
    }

    @Test
    @DisplayName("cancelling with false makes no difference")
    void cancelledWithFalse() {
        Task<String> task = work.startedTask();
        task.thenApply(String::length).cancel(false);
        work.isCancelled(task);
    }

    @Test
    @DisplayName("it climbs as far as nobody else waits: a stage in the middle may stop it")
    void itStopsInTheMiddle() {
        Task<String> task = work.startedTask();
        var middle = task.thenApply(String::length);
        var bottom = middle.thenApply(length -> length + 1);
        var other = middle.thenApply(length -> length + 2);

        bottom.cancel(true);
        virtual.settle();
        assertFalse(middle.isDone());
        assertEquals(0, task.cancelling());

        other.cancel(true);
        virtual.settle();
        assertTrue(middle.isCancelled());
        assertTrue(task.isCancelled());
    }

    @Test
    @DisplayName("a derived stage that is done already cancels nothing")
    void doneAlready() {
        Task<String> task = work.startedTask();
        var derived = task.thenApply(String::length);
        derived.complete(7);

        assertFalse(derived.cancel(true));

        work.goesOn(task);
    }

    @Test
    @DisplayName("a task stopped through a stage still ends only when its body has ended")
    void theEndIsReal() {
        var future = loop.createFuture();
        Task<String> task =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } finally {
                                await(future);
                            }
                        });
        virtual.settle();

        task.thenApply(String::length).cancel(true);
        virtual.settle();
        assertFalse(task.isDone());

        future.complete(null);
        work.isCancelled(task);
    }
}
