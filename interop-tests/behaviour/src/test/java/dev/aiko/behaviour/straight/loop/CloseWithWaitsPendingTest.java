package dev.aiko.behaviour.straight.loop;

import static dev.aiko.Aiko.asCompleted;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitFor;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.Aiko.withTimeout;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.combine.ReturnWhen;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Closing a loop while waits with a timer go on, for stages that are none of the loop's: nobody who
 * looks at them from another thread waits for ever.
 */
class CloseWithWaitsPendingTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final CompletableFuture<String> foreign = new CompletableFuture<>();

    private <T> CompletableFuture<T> closedUnder(Callable<? extends CompletableFuture<T>> start) {
        CompletableFuture<T> pending = loop.runUntilComplete(() -> start.call());
        virtual.settle();
        assertTrue(!pending.isDone(), pending::toString);
        loop.close();
        return pending;
    }

    @AfterEach
    void noTimeHasPassed() {
        assertEquals(ZERO, loop.time());
    }

    @Test
    @DisplayName("waitFor ends as cancelled, and its stage is cancelled with it")
    void aWaitFor() {
        assertTrue(closedUnder(() -> waitFor(foreign, ofHours(1))).isCancelled());
        assertTrue(foreign.isCancelled());
    }

    @Test
    @DisplayName("so does waitForOrAbandon")
    void aWaitForOrAbandon() {
        assertTrue(closedUnder(() -> waitForOrAbandon(foreign, ofHours(1))).isCancelled());
        assertTrue(foreign.isCancelled());
    }

    /** It says so itself: a timeout would be a lie, and a wait that goes on would never end. */
    private static void isToldOfTheClosing(CompletableFuture<?> pending) {
        assertTrue(pending.isCancelled(), pending::toString);
        var cancelled = assertThrows(CancellationException.class, pending::join);
        assertTrue(cancelled.getMessage().contains("was closed"), cancelled::toString);
    }

    @Test
    @DisplayName("waitUntil with a limit ends as cancelled, and leaves its stages alone")
    void aWaitUntil() {
        isToldOfTheClosing(
                closedUnder(
                        () -> waitUntil(ReturnWhen.ALL_COMPLETED, ofHours(1), List.of(foreign))));
        assertTrue(!foreign.isDone());
    }

    @Test
    @DisplayName("what was taken of asCompleted with a limit ends as cancelled as well")
    void ofAsCompleted() {
        isToldOfTheClosing(
                closedUnder(() -> asCompleted(List.of(foreign), ofHours(1)).iterator().next()));
        assertTrue(!foreign.isDone());
    }

    @Test
    @DisplayName("and so does a step of its sequence")
    void ofItsSequence() {
        assertTrue(
                closedUnder(
                                () ->
                                        asCompleted(List.of(foreign), ofHours(1))
                                                .sequence()
                                                .open()
                                                .nextAsync())
                        .isCancelled());
        assertTrue(!foreign.isDone());
    }

    @Test
    @DisplayName("bodies in those waits, here and in another loop, see a cancellation and end")
    void bodies() {
        var trail = new Trail();
        List<Callable<LoopFuture<?>>> waits =
                List.of(
                        () -> waitUntil(ReturnWhen.ALL_COMPLETED, ofHours(1), List.of(foreign)),
                        () -> asCompleted(List.of(foreign), ofHours(1)).iterator().next(),
                        () ->
                                asCompleted(List.of(foreign), ofHours(1))
                                        .sequence()
                                        .open()
                                        .nextAsync());
        var other = new VirtualLoop();
        var bodies = new ArrayList<Task<?>>();
        for (var wait : waits) {
            LoopFuture<?> future = loop.runUntilComplete(() -> List.of(wait.call())).get(0);
            bodies.add(other.loop().createTask(() -> seeing(trail, future)));
            bodies.add(loop.createTask(() -> seeing(trail, wait.call())));
        }
        virtual.settle();
        other.settle();
        loop.close();
        other.settle();

        bodies.forEach(body -> assertTrue(body.isCancelled(), body::toString));
        assertEquals(List.of("cancelled"), trail.steps().stream().distinct().toList());
        assertEquals(bodies.size(), trail.steps().size());
        other.loop().close();
    }

    private static void seeing(Trail trail, LoopFuture<?> wait) throws TimeoutException {
        try {
            await(wait, TimeoutException.class);
        } catch (CancellationException cancelled) {
            trail.add("cancelled");
            throw cancelled;
        } catch (TimeoutException late) {
            trail.add("late");
        }
    }

    @Test
    @DisplayName("a staggered race ends as cancelled, and whoever has begun is cancelled with it")
    void aStaggeredRace() {
        var begun = new ArrayList<CompletableFuture<String>>();
        Supplier<CompletionStage<String>> starter =
                () -> {
                    begun.add(new CompletableFuture<>());
                    return begun.get(0);
                };
        assertTrue(
                closedUnder(() -> staggeredRace(ofHours(1), List.of(starter, starter)))
                        .isCancelled());
        assertEquals(1, begun.size());
        assertTrue(begun.get(0).isCancelled());
    }

    @Test
    @DisplayName("a body in a block with a limit ends as cancelled, and sees no timeout")
    void aLimitedBody() {
        Task<?> task =
                loop.createTask(
                        () ->
                                withTimeout(
                                        ofHours(1),
                                        t -> {
                                            hang();
                                        }));
        Task<?> waiting = loop.createTask(() -> await(waitFor(foreign, ofHours(1))));
        virtual.settle();
        loop.close();

        assertTrue(task.isCancelled());
        assertTrue(waiting.isCancelled());
    }
}
