package dev.aiko.behaviour.straight.debug;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A catch of RuntimeException may swallow a cancellation; debug mode tells. */
class SwallowedCancelTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();

    private void swallow() {
        try {
            await(loop.createFuture());
        } catch (RuntimeException anything) {
            // What careless code does.
        }
    }

    private List<String> warningsAfterCancelling(Action body) {
        var task = loop.createTask(TaskOptions.named("courier"), body);
        virtual.settle();
        task.cancel("enough");
        virtual.settle();
        assertTrue(task.isDone());
        return logs.textsAt(Level.WARNING);
    }

    @Test
    @DisplayName("in debug mode a body that swallowed its cancellation is named in the log")
    void inDebugMode() {
        List<String> warnings = warningsAfterCancelling(this::swallow);

        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("courier"), warnings::toString);
    }

    @Test
    @DisplayName("a body that takes the request back has not swallowed it")
    void takenBack() {
        assertEquals(
                List.of(),
                warningsAfterCancelling(
                        () -> {
                            swallow();
                            currentTask().uncancel();
                        }));
    }

    @Test
    @DisplayName("a body that lets the cancellation out, or fails over it, is not named")
    void letOut() {
        assertEquals(List.of(), warningsAfterCancelling(() -> await(loop.createFuture())));
    }

    @Test
    @DisplayName("without debug mode nothing is said")
    void withoutDebugMode() {
        loop.setDebug(false);

        assertEquals(List.of(), warningsAfterCancelling(this::swallow));
    }
}
