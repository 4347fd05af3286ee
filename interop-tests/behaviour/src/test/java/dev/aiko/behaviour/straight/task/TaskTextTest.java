package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import dev.aiko.task.TaskState;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a task says about itself. */
class TaskTextTest {

    private static final Pattern STATE_WORD =
            Pattern.compile("pending|cancelling|cancelled|finished|failed");

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();
    private final Task<String> task =
            loop.createTask(TaskOptions.named("courier"), () -> await(future));

    private void isIn(TaskState state, String... words) {
        assertEquals(state, task.state());
        String text = task.toString();
        assertTrue(text.contains("courier"), text);
        for (String word : words) {
            assertTrue(text.contains(word), text);
        }
        // What it waits for may show a state word of its own, but later.
        var first = STATE_WORD.matcher(text);
        assertTrue(first.find(), text);
        assertEquals(state.word(), first.group(), text);
    }

    @Test
    @DisplayName("NAME-03 the text of a pending task shows its state, name and body")
    void pending() {
        isIn(TaskState.PENDING, "TaskTextTest");
    }

    @Test
    @DisplayName("NAME-03 the text of a waiting task shows what it waits for")
    void waiting() {
        Task<String> outer = loop.createTask(() -> await(task));
        virtual.settle();

        assertTrue(outer.toString().contains("courier"), outer::toString);
        assertSame(task, outer.awaiting());
        assertSame(future, task.awaiting());
    }

    @Test
    @DisplayName("NAME-03 the text of a finished task shows its value")
    void finished() {
        future.complete("forty-two");
        virtual.settle();

        isIn(TaskState.FINISHED, "forty-two");
        assertNull(task.awaiting());
    }

    @Test
    @DisplayName("NAME-03 the text of a failed task shows its failure")
    void failed() {
        future.completeExceptionally(new IllegalArgumentException("boom"));
        virtual.settle();

        isIn(TaskState.FAILED, "IllegalArgumentException", "boom");
        assertEquals("boom", task.exception().getMessage());
    }

    @Test
    @DisplayName("NAME-03 the text of a cancelled task says so")
    void cancelled() {
        task.cancel("enough");
        virtual.settle();

        isIn(TaskState.CANCELLED);
    }

    @Test
    @DisplayName("NAME-04 the state is cancelling while a request stands and the task is not done")
    void cancelling() {
        virtual.settle();

        task.cancel("one");
        isIn(TaskState.CANCELLING);
        task.cancel("two");
        isIn(TaskState.CANCELLING);
        task.uncancel();
        isIn(TaskState.CANCELLING);
        task.uncancel();
        isIn(TaskState.PENDING);
        task.cancel("again");
        isIn(TaskState.CANCELLING);

        virtual.settle();
        isIn(TaskState.CANCELLED);
    }

    @Test
    @DisplayName("NAME-04 a task that finishes with a request standing is finished, not cancelling")
    void finishedWithARequestStanding() {
        Task<String> stubborn =
                loop.createTask(
                        () -> {
                            try {
                                return await(future);
                            } catch (CancellationException cancelled) {
                                return "value";
                            }
                        });
        virtual.settle();
        stubborn.cancel("enough");
        assertEquals(TaskState.CANCELLING, stubborn.state());
        virtual.settle();

        assertEquals(1, stubborn.cancelling());
        assertEquals(TaskState.FINISHED, stubborn.state());
        assertFalse(stubborn.toString().contains("cancelling"), stubborn::toString);
    }

    @Test
    @DisplayName("two tasks that wait for each other can still be printed")
    void waitingInACircle() {
        var tasks = new Task<?>[2];
        tasks[0] = loop.createTask(() -> await(tasks[1]));
        tasks[1] = loop.createTask(() -> await(tasks[0]));
        virtual.settle();

        assertTrue(tasks[0].toString().contains(tasks[0].name()));
    }
}
