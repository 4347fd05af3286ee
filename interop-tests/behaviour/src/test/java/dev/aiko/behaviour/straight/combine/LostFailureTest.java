package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitForOrAbandon;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.hang;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failure that comes when those who waited for it have gone: the loop is told, and once. */
class LostFailureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    /** Answers its cancellation with a failure, after a while. */
    private Action failingLate() {
        return () -> {
            try {
                hang();
            } catch (CancellationException cancelled) {
                shielded(() -> await(sleep(ofSeconds(5))));
                throw boom;
            }
        };
    }

    /** Told while the loop runs, and not again as one that nobody looked at. */
    private void isToldOnce(CompletableFuture<?> failed) {
        virtual.runFor(ofSeconds(10));
        assertTrue(failed.isCompletedExceptionally());
        assertEquals(1, virtual.reports().size());
        assertSame(boom, virtual.reports().get(0).exception());
        loop.close();
        assertEquals(1, virtual.reports().size());
    }

    private void isNotTold(CompletableFuture<?> failed) {
        virtual.runFor(ofSeconds(10));
        assertTrue(failed.isCompletedExceptionally());
        loop.close();
        assertEquals(List.of(), virtual.reports());
    }

    /** Somebody who waits for it and takes its failure. */
    private Task<?> awaiting(CompletableFuture<?> failing) {
        return loop.createTask(() -> assertThrows(RuntimeException.class, () -> await(failing)));
    }

    @Test
    @DisplayName("SHLD-05 of a task around which all shields were cancelled")
    void behindShields() {
        Task<?> task = loop.createTask(failing(ofSeconds(1), boom));
        List.of(shield(task), shield(task), shield(task)).forEach(it -> it.cancel("enough"));

        isToldOnce(task);
        assertSame(task, virtual.reports().get(0).future());
    }

    @Test
    @DisplayName("of a task that waits with a limit have abandoned")
    void abandoned() {
        Task<?> task = loop.createTask(failingLate());
        var waits =
                List.of(waitForOrAbandon(task, ofSeconds(1)), waitForOrAbandon(task, ofSeconds(2)));
        virtual.runFor(ofSeconds(3));
        waits.forEach(wait -> assertInstanceOf(TimeoutException.class, wait.exception()));

        isToldOnce(task);
    }

    @Test
    @DisplayName("of a task that was given up in both ways")
    void inBothWays() {
        Task<?> task = loop.createTask(failingLate());
        var wait = waitForOrAbandon(task, ofSeconds(1));
        shield(task).cancel("enough");
        virtual.runFor(ofSeconds(2));
        assertInstanceOf(TimeoutException.class, wait.exception());

        isToldOnce(task);
    }

    @Test
    @DisplayName("SHLD-05 not of one that somebody else awaits")
    void awaited() {
        Task<?> task = loop.createTask(failing(ofSeconds(1), boom));
        Task<?> other = awaiting(task);
        virtual.settle();
        shield(task).cancel("enough");

        isNotTold(task);
        assertSame(boom, other.result());
    }

    @Test
    @DisplayName("not of one that is abandoned, and that somebody awaits from then on")
    void awaitedLater() {
        Task<?> task = loop.createTask(failingLate());
        var wait = waitForOrAbandon(task, ofSeconds(1));
        virtual.runFor(ofSeconds(2));
        assertInstanceOf(TimeoutException.class, wait.exception());
        Task<?> other = awaiting(task);

        isNotTold(task);
        assertSame(boom, other.result());
    }

    @Test
    @DisplayName("SHLD-05 not of one around which another shield is still there")
    void behindAnotherShield() {
        LoopFuture<String> future = loop.createFuture();
        var left = shield(future);
        shield(future).cancel("enough");
        future.completeExceptionally(boom);
        assertSame(boom, left.exception());

        isNotTold(future);
    }

    @Test
    @DisplayName("of one whom the last one has left later than another came")
    void theLastOneLeaves() {
        LoopFuture<String> future = loop.createFuture();
        var first = shield(future);
        var second = shield(future);
        first.cancel("enough");
        Task<?> waiting = loop.createTask(() -> await(second));
        virtual.settle();
        waiting.cancel("enough");
        virtual.settle();
        future.completeExceptionally(boom);

        isToldOnce(future);
    }

    @Test
    @DisplayName("not of the child of a group, which fails with it")
    void inAGroup() {
        Task<?> group =
                loop.createTask(
                        () ->
                                TaskGroup.run(
                                        children -> {
                                            var child =
                                                    children.createTask(
                                                            failing(ofSeconds(1), boom));
                                            shield(child).cancel("enough");
                                        }));
        virtual.runFor(ofSeconds(2));

        assertSame(boom, assertInstanceOf(TaskGroupException.class, group.exception()).getCause());
        isNotTold(group);
    }

    @Test
    @DisplayName("of a stage derived from a task, and not when somebody awaits it")
    void derived() {
        Task<Integer> task = loop.createTask(() -> await(sleep(ofSeconds(1), 1)));
        CompletableFuture<?> lost = task.thenRun(this::fail);
        CompletableFuture<?> awaited = task.thenRun(this::fail);
        Task<?> other = awaiting(awaited);
        shield(lost).cancel("enough");
        shield(awaited).cancel("enough");

        isToldOnce(lost);
        assertSame(boom, other.result());
    }

    private void fail() {
        throw boom;
    }

    @Test
    @DisplayName("of one of which a callback heard, for that is told of an end and no more")
    void withACallback() {
        Task<?> task = loop.createTask(failing(ofSeconds(1), boom));
        task.addDoneCallback(done -> {});
        shield(task).cancel("enough");

        isToldOnce(task);
    }
}
