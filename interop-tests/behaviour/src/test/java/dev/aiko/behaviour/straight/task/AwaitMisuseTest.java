package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Waiting where it would stop the loop for ever. */
class AwaitMisuseTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private void refusedInACallback(Executable wait, String... words) {
        loop.callSoon(
                () -> {
                    var thrown = assertThrows(IllegalStateException.class, wait);
                    Sentences.tellsTheNextStep(thrown, words);
                    trail.add("refused");
                });
        virtual.oneTurn();
        trail.is("refused");
    }

    @Test
    @DisplayName("TASK-06 a task that awaits itself is told so, and may go on")
    void awaitingItself() {
        var self = new Task<?>[1];
        self[0] =
                loop.createTask(
                        () -> {
                            var thrown =
                                    assertThrows(IllegalStateException.class, () -> await(self[0]));
                            Sentences.tellsTheNextStep(thrown, self[0].name());
                            assertThrows(IllegalStateException.class, () -> self[0].join());
                            return "went on";
                        });

        assertEquals("went on", loop.runUntilComplete(self[0]));
    }

    @Test
    @DisplayName("two tasks that wait for each other can be ended by cancelling one")
    void waitingInACircle() {
        var tasks = new Task<?>[2];
        tasks[0] = loop.createTask(() -> await(tasks[1]));
        tasks[1] = loop.createTask(() -> await(tasks[0]));
        virtual.settle();

        assertTrue(tasks[0].cancel("enough"));
        virtual.settle();

        assertTrue(tasks[0].isCancelled());
        assertTrue(tasks[1].isCancelled());
    }

    @Test
    @DisplayName("await in a plain callback is refused with a hint, for a foreign stage too")
    void awaitInACallback() {
        refusedInACallback(() -> await(loop.createFuture()), "callback");
    }

    @Test
    @DisplayName("await of a foreign stage in a plain callback is refused")
    void awaitForeignInACallback() {
        refusedInACallback(() -> await(new CompletableFuture<String>()), "callback");
    }

    @Test
    @DisplayName("await with a limit in a plain callback is refused")
    void awaitWithALimitInACallback() {
        refusedInACallback(() -> await(loop.createFuture(), ofSeconds(1)), "callback");
    }

    @Test
    @DisplayName("join of a pending task in a plain callback is refused")
    void joinInACallback() {
        Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));
        refusedInACallback(task::join, "callback");
    }

    @Test
    @DisplayName("get of a pending future in a plain callback is refused, with a limit too")
    void getInACallback() {
        LoopFuture<String> future = loop.createFuture();
        refusedInACallback(
                () -> {
                    assertThrows(
                            IllegalStateException.class, () -> future.get(1, TimeUnit.SECONDS));
                    future.get();
                },
                "callback");
        assertFalse(future.isDone());
    }

    @Test
    @DisplayName("a stage function of a task on the loop is a plain callback too")
    void joinInAStageFunction() {
        LoopFuture<String> future = loop.createFuture();
        loop.createTask(() -> "value")
                .thenAccept(
                        value -> {
                            assertThrows(IllegalStateException.class, future::join);
                            trail.add("refused");
                        });

        virtual.settle();

        trail.is("refused");
    }

    @Test
    @DisplayName("in a plain callback what is done already can be read in every way")
    void doneAlreadyInACallback() {
        LoopFuture<String> done = loop.createFuture();
        done.complete("value");
        loop.callSoon(
                () -> {
                    trail.add(await(done));
                    trail.add(done.join());
                    trail.add(await(CompletableFuture.completedFuture("foreign")));
                });

        virtual.oneTurn();

        trail.is("value", "value", "foreign");
    }

    @Test
    @DisplayName("blocking code in a plain callback is refused")
    void blockingInACallback() {
        refusedInACallback(() -> blocking(trail.mark("never")::run), "callback");
    }

    @Test
    @DisplayName("the message of a state error names the state")
    void stateErrorsNameTheState() {
        Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));
        task.rename("courier");

        var thrown = assertThrows(IllegalStateException.class, task::result);

        Sentences.tellsTheNextStep(thrown, "courier", "not done");
        assertTrue(task.toString().contains("pending"));
    }
}
