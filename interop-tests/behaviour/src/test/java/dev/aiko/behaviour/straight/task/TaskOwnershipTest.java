package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Nobody but its body completes a task. */
class TaskOwnershipTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("TASK-02 completing a task from outside is refused, and its own outcome stands")
    void completingFromOutside() {
        LoopFuture<String> future = loop.createFuture();
        Task<String> task = loop.createTask(() -> await(future));
        virtual.settle();

        refusesToBeCompleted(task);
        assertFalse(task.isDone());

        future.complete("own");
        assertEquals("own", loop.runUntilComplete(task));
        refusesToBeCompleted(task);
        assertEquals("own", task.result());
    }

    @Test
    @DisplayName("TASK-02 a composed task refuses as well")
    void aComposedTaskRefuses() {
        LoopFuture<String> future = loop.createFuture();
        Task<String> task = loop.composeTask(() -> future);

        refusesToBeCompleted(task);

        future.complete("own");
        assertEquals("own", loop.runUntilComplete(task));
    }

    private static void refusesToBeCompleted(Task<String> task) {
        var failure = new IllegalArgumentException("outside");
        List<Executable> calls =
                List.of(
                        () -> task.complete("outside"),
                        () -> task.completeExceptionally(failure),
                        () -> task.completeAsync(() -> "outside"),
                        () -> task.completeAsync(() -> "outside", Runnable::run),
                        () -> task.obtrudeValue("outside"),
                        () -> task.obtrudeException(failure));
        for (Executable call : calls) {
            var thrown = assertThrows(UnsupportedOperationException.class, call);
            Sentences.tellsTheNextStep(thrown, task.name(), "cancel");
        }
    }
}
