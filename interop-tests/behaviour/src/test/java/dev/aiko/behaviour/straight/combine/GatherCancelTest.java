package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.gatherSettled;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static dev.aiko.behaviour.straight.Bodies.giving;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling a gather. */
class GatherCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("GATH-09 cancelling the whole cancels every stage that is not done")
    void theWholeIsCancelled() {
        Task<?> one = loop.createTask(hanging(trail, "one"));
        Task<?> two = loop.createTask(hanging(trail, "two"));
        Task<?> done = loop.createTask(() -> "done");
        LoopFuture<?> all = gather(List.of(done, one, two));
        virtual.settle();

        assertTrue(all.cancel("enough"));
        virtual.settle();
        assertTrue(all.isCancelled());
        assertTrue(one.isCancelled());
        assertTrue(two.isCancelled());
        assertEquals("done", done.result());
        trail.is("one cancelled", "two cancelled");
    }

    @Test
    @DisplayName("GATH-09 so does cancelling a task that awaits it")
    void theAwaitingTaskIsCancelled() {
        Task<?> one = loop.createTask(hanging(trail, "one"));
        LoopFuture<String> two = loop.createFuture();
        Task<?> waiting = loop.createTask(() -> await(gather(List.of(one, two))));
        virtual.settle();
        waiting.cancel("enough");
        virtual.settle();

        assertTrue(waiting.isCancelled());
        assertTrue(one.isCancelled());
        assertTrue(two.isCancelled());
    }

    @Test
    @DisplayName("GATH-10 one that is done refuses a cancel, and the stages that still run go on")
    void doneAlready() {
        Task<String> slow = loop.createTask(giving(ofSeconds(5), "value"));
        Task<?> failing =
                loop.createTask(failing(ofSeconds(1), new IllegalArgumentException("boom")));
        LoopFuture<?> all = gather(List.of(slow, failing));
        virtual.runFor(ofSeconds(2));
        assertInstanceOf(IllegalArgumentException.class, all.exception());

        assertFalse(all.cancel("too late"));
        assertEquals("value", loop.runUntilComplete(slow));
        assertEquals(0, slow.cancelling());
    }

    @Test
    @DisplayName("GATH-11 a cancelled one is done with the first stage that is, before slower ones")
    void doneWithTheFirst() {
        Task<?> quick = loop.createTask(hanging(trail, "quick"));
        Task<?> slow = loop.createTask(endingSlowly(trail, "slow", ofSeconds(5)));
        LoopFuture<?> all = gather(List.of(slow, quick));
        virtual.settle();
        all.cancel("enough");
        virtual.runFor(ofSeconds(1));

        assertTrue(all.isDone());
        assertFalse(slow.isDone());
        virtual.runFor(ofSeconds(10));
        trail.is("quick cancelled", "slow cancelled");
    }

    @Test
    @DisplayName("a cancelled gatherSettled is done when all of them are, as cancelled")
    void settledWaitsForAll() {
        Task<?> quick = loop.createTask(hanging(trail, "quick"));
        Task<?> slow = loop.createTask(endingSlowly(trail, "slow", ofSeconds(5)));
        LoopFuture<?> all = gatherSettled(List.of(slow, quick));
        virtual.settle();
        all.cancel("enough");
        virtual.runFor(ofSeconds(1));
        assertFalse(all.isDone());
        virtual.runFor(ofSeconds(10));

        assertTrue(all.isCancelled());
    }

    @Test
    @DisplayName("a stage derived from it that is cancelled takes the stages with it")
    void aDerivedStage() {
        Task<?> one = loop.createTask(hanging(trail, "one"));
        LoopFuture<?> all = gather(List.of(one));
        virtual.settle();
        all.thenRun(() -> {}).cancel(true);
        virtual.settle();

        assertTrue(one.isCancelled());
    }

    @Test
    @DisplayName(
            "a cancel in the turn in which the last stage ends: the values are kept by their"
                    + " stages")
    void inTheTurnOfTheLastStage() {
        LoopFuture<String> last = loop.createFuture();
        LoopFuture<List<String>> all = gather(List.of(last));
        loop.callSoon(
                () -> {
                    last.complete("value");
                    all.cancel("enough");
                });
        virtual.settle();

        assertTrue(all.isDone());
        assertEquals("value", last.result());
    }

    @Test
    @DisplayName("from another thread: the same")
    void fromAnotherThread() {
        Task<?> one = loop.createTask(hanging(trail, "one"));
        LoopFuture<?> all = gather(List.of(one));
        virtual.settle();
        Wait.onAnotherThread(() -> all.cancel("from afar"));
        virtual.settle();

        assertTrue(all.isCancelled());
        trail.is("one cancelled");
    }
}
