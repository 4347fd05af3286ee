package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Why a task was asked to stop. */
class CancelReasonTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Task<String> task = loop.createTask(() -> await(loop.<String>createFuture()));
    private final Trail trail = new Trail();

    private static String reason(Executable read) {
        return assertThrows(CancellationException.class, read).getMessage();
    }

    @Test
    @DisplayName("TASK-26 the reason arrives unchanged wherever the outcome is read")
    void theReasonArrives() {
        String reason = "the customer hung up: \"bye\"; \u00fc\u2713";
        loop.createTask(() -> trail.add(reason(() -> await(task))));
        task.whenComplete((value, thrown) -> trail.add(thrown.getMessage()));
        virtual.settle();

        task.cancel(reason);
        virtual.settle();

        assertEquals(reason, reason(task::result));
        assertEquals(reason, reason(task::exception));
        assertEquals(reason, reason(task::join));
        assertEquals(reason, reason(task::get));
        assertEquals(reason, reason(() -> task.getNow("none")));
        assertEquals(reason, reason(() -> loop.runUntilComplete(task)));
        trail.is(reason, reason);
    }

    @Test
    @DisplayName("TASK-26 without a reason there is no message")
    void withoutAReason() {
        virtual.settle();

        task.cancel(true);
        virtual.settle();

        assertNull(reason(task::result));
        assertNull(reason(task::exception));
    }

    @Test
    @DisplayName("TASK-26 a body may change the reason on its way out")
    void theBodyMayChangeTheReason() {
        Task<String> changing =
                loop.createTask(
                        () -> {
                            try {
                                return await(loop.<String>createFuture());
                            } catch (CancellationException cancelled) {
                                throw new CancellationException("then " + cancelled.getMessage());
                            }
                        });
        virtual.settle();

        changing.cancel("enough");
        virtual.settle();

        assertEquals("then enough", reason(changing::result));
    }
}
