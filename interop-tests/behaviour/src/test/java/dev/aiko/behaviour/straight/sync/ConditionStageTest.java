package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stages that are cancelled when their wait for a signal ends: the signal is used, and once. */
@SuppressWarnings("try") // a lease is there to be closed
class ConditionStageTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncLock lock = AsyncLock.create();
    private final AsyncCondition condition = AsyncCondition.create(lock);

    /** Functions of stages whose executor takes its time. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private boolean isSignalled;
    private LoopFuture<?> wait;
    private CompletableFuture<?> stage;
    private LoopFuture<?> whole;

    /** The first in line waits in stages. */
    private void first(Function<LoopFuture<?>, CompletableFuture<Void>> then) {
        first(condition::awaitAsync, then);
    }

    private void first(
            Supplier<LoopFuture<?>> begin, Function<LoopFuture<?>, CompletableFuture<Void>> then) {
        loop.callSoon(
                () ->
                        whole =
                                lock.withLockAsync(
                                        () -> {
                                            wait = begin.get();
                                            CompletableFuture<Void> derived = then.apply(wait);
                                            stage = derived;
                                            return derived;
                                        }));
        virtual.settle();
    }

    private void body(String name) {
        loop.createTask(
                () -> {
                    try (var held = await(lock.acquireAsync())) {
                        await(condition.awaitAsync());
                        trail.add(name);
                    }
                });
        virtual.settle();
    }

    private void signal() {
        assertTrue(lock.tryAcquire());
        isSignalled = true;
        condition.signal();
        lock.release();
        virtual.settle();
    }

    @Test
    @DisplayName("COND-12 cancelled when it is decided that the wait ends with its signal")
    void whenItIsDecided() {
        first(
                () ->
                        condition.awaitUntilAsync(
                                () -> {
                                    if (isSignalled) {
                                        whole.cancel("now");
                                    }
                                    return isSignalled;
                                }),
                wait -> wait.thenRun(trail.mark("first")));
        body("second");
        body("third");
        signal();

        assertTrue(whole.isCancelled());
        trail.is("second");
        assertEquals(1, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-12 cancelled when the wait is done, and before its function is called")
    void beforeTheFunction() {
        first(wait -> wait.thenRunAsync(trail.mark("first"), later::add));
        body("second");
        body("third");
        signal();
        trail.is();
        whole.cancel("now");
        virtual.settle();
        later.forEach(Runnable::run);
        virtual.settle();

        assertTrue(whole.isCancelled());
        trail.is("second");
        assertEquals(1, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("a function that has begun has the signal, whatever becomes of its stage")
    void inTheFunction() {
        first(
                wait ->
                        wait.thenRun(
                                () -> {
                                    trail.add("first");
                                    whole.cancel("now");
                                }));
        body("second");
        signal();

        assertTrue(whole.isCancelled());
        trail.is("first");
        assertEquals(1, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("so it is with a function of two stages, on either side")
    void inAFunctionOfTwo() {
        var other = loop.<String>createFuture();
        first(
                wait ->
                        other.thenAcceptBoth(
                                wait,
                                (value, nothing) -> {
                                    trail.add("first");
                                    whole.cancel("now");
                                }));
        body("second");
        other.complete("a value");
        signal();

        assertTrue(whole.isCancelled());
        trail.is("first");
        assertEquals(1, condition.waiting());
    }

    @Test
    @DisplayName("another stage of the wait has the signal")
    void anotherStage() {
        first(
                wait -> {
                    wait.thenRun(trail.mark("another"));
                    return wait.thenRunAsync(trail.mark("first"), later::add);
                });
        body("second");
        signal();
        whole.cancel("now");
        virtual.settle();

        trail.is("another");
        assertEquals(1, condition.waiting());
    }

    @Test
    @DisplayName("a task that awaits the wait has the signal")
    void aTaskAsWell() {
        first(wait -> wait.thenRunAsync(trail.mark("first"), later::add));
        awaiting();
        body("second");
        signal();
        whole.cancel("now");
        virtual.settle();

        trail.is("a task");
        assertEquals(1, condition.waiting());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("COND-12 a task and a stage that both go without the signal pass it on once")
    void bothAreGone(boolean isTaskFirst) {
        first(wait -> wait.thenRunAsync(trail.mark("first"), later::add));
        Task<?> task = awaiting();
        body("second");
        body("third");
        assertTrue(lock.tryAcquire());
        condition.signal();
        lock.release();
        while (!wait.isDone()) {
            virtual.oneTurn();
        }
        if (isTaskFirst) {
            task.cancel("now");
            virtual.settle();
            whole.cancel("now");
        } else {
            whole.cancel("now");
            task.cancel("now");
        }
        virtual.settle();

        trail.is("second");
        assertEquals(1, condition.waiting());
        assertFalse(lock.isLocked());
    }

    @Test
    @DisplayName("COND-12 what is derived when the signal has gone on is cancelled")
    void derivedTooLate() {
        first(wait -> wait.thenRunAsync(trail.mark("first"), later::add));
        body("second");
        signal();
        stage.cancel(false);
        var late = wait.thenRun(trail.mark("late"));
        virtual.settle();

        trail.is("second");
        assertTrue(late.isCompletedExceptionally());
        assertThrows(CompletionException.class, late::join);
    }

    @Test
    @DisplayName("what is derived from a wait that was cancelled hears of that")
    void derivedFromACancelledOne() {
        first(wait -> wait.thenRun(trail.mark("first")));
        body("second");
        stage.cancel(false);
        virtual.settle();
        assertTrue(wait.isCancelled());
        wait.whenComplete((nothing, failure) -> trail.add("heard"));

        trail.is("heard");
        assertEquals(1, condition.waiting());
    }

    private Task<?> awaiting() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            await(wait);
                            trail.add("a task");
                        });
        virtual.settle();
        return task;
    }
}
