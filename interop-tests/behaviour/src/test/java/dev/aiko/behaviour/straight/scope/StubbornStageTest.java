package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.behaviour.straight.Bodies.endingSlowly;
import static dev.aiko.behaviour.straight.Bodies.failing;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.scope.TaskGroupException;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A group written with futures, whose stage will not be cancelled: nobody hangs on its goodwill.
 */
class StubbornStageTest {

    /** Refuses politely. */
    private static class Refusing extends CompletableFuture<String> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            return false;
        }
    }

    /** Refuses by throwing. */
    private static final class Throwing extends CompletableFuture<String> {
        @Override
        public boolean cancel(boolean mayInterrupt) {
            throw new UnsupportedOperationException("no");
        }
    }

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private List<CompletableFuture<String>> stubborn() {
        return List.of(new Refusing(), new Throwing());
    }

    private Task<String> started(Function<TaskGroup, ? extends CompletionStage<String>> body) {
        var task = new ArrayList<Task<String>>();
        loop.callSoon(() -> task.add(TaskGroup.start(body)));
        virtual.oneTurn();
        return task.get(0);
    }

    @Test
    @DisplayName("a child fails: the group fails when its children have ended")
    void aChildFails() {
        for (var stage : stubborn()) {
            Task<String> group =
                    started(
                            g -> {
                                g.createTask(endingSlowly(trail, "sibling", ofSeconds(5)));
                                g.createTask(failing(ofSeconds(1), boom));
                                return stage;
                            });
            virtual.runFor(ofSeconds(2));
            assertFalse(group.isDone());
            virtual.runFor(ofSeconds(5));
            var failure = assertInstanceOf(TaskGroupException.class, group.exception());
            assertEquals(List.of(boom), failure.failures());
            assertFalse(stage.isDone());
        }
        trail.is("sibling cancelled", "sibling cancelled");
    }

    @Test
    @DisplayName("it is cancelled: it ends as cancelled when its children have ended")
    void itIsCancelled() {
        for (var stage : stubborn()) {
            Task<String> group =
                    started(
                            g -> {
                                g.createTask(endingSlowly(trail, "child", ofSeconds(5)));
                                return stage;
                            });
            virtual.settle();
            assertTrue(group.cancel("enough"));
            virtual.runFor(ofSeconds(6));
            var cancelled = assertThrows(CancellationException.class, group::result);
            assertEquals("enough", cancelled.getMessage());
        }
        trail.is("child cancelled", "child cancelled");
    }

    @Test
    @DisplayName("without children it ends at once, and what the stage says later changes nothing")
    void withoutChildren() {
        for (var stage : stubborn()) {
            Task<String> group = started(g -> stage);
            group.cancel("enough");
            virtual.settle();
            assertTrue(group.isCancelled());
            stage.complete("too late");
            virtual.settle();
            assertTrue(group.isCancelled());
        }
    }

    @Test
    @DisplayName("the group cancels itself: the same")
    void itCancelsItself() {
        for (var stage : stubborn()) {
            Task<String> group =
                    started(
                            g -> {
                                loop.callLater(ofSeconds(1), () -> g.cancel("closing time"));
                                return stage;
                            });
            virtual.runFor(ofSeconds(2));
            var cancelled = assertThrows(CancellationException.class, group::result);
            assertEquals("closing time", cancelled.getMessage());
        }
    }

    @Test
    @DisplayName("a race with such a stage ends as well when another one has won")
    void inARace() {
        loop.runUntilComplete(
                () -> {
                    for (var stage : stubborn()) {
                        assertEquals("value", await(race(stage, sleep(ofSeconds(1), "value"))));
                    }
                });
        assertEquals(ofSeconds(2), loop.time());
    }
}
