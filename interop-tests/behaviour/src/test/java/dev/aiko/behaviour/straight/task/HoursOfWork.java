package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.task.Task;

/** Tasks that work for an hour, and what has become of them meanwhile. */
final class HoursOfWork {

    private final VirtualLoop virtual;

    HoursOfWork(VirtualLoop virtual) {
        this.virtual = virtual;
    }

    Task<String> startedTask() {
        Task<String> task = virtual.loop().createTask(() -> await(sleep(ofHours(1), "value")));
        virtual.settle();
        return task;
    }

    void isCancelled(Task<?> task) {
        virtual.settle();
        assertTrue(task.isCancelled(), task::toString);
    }

    void goesOn(Task<String> task) {
        virtual.settle();
        assertEquals(0, task.cancelling());
        assertEquals("value", virtual.loop().runUntilComplete(task));
    }
}
