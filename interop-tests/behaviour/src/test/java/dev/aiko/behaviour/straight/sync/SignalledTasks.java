package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.task.Task;

/** Tasks that wait for the signals of a condition, and somebody who has its lock and signals. */
final class SignalledTasks {

    private final VirtualLoop virtual;
    private final AsyncCondition condition;
    private final Trail trail;

    SignalledTasks(VirtualLoop virtual, AsyncCondition condition, Trail trail) {
        this.virtual = virtual;
        this.condition = condition;
        this.trail = trail;
    }

    /** Waits for a signal, leaves a mark, and gives the lock back. */
    @SuppressWarnings("try") // a lease is there to be closed
    Task<?> waiter(String name) {
        Task<?> task =
                virtual.loop()
                        .createTask(
                                () -> {
                                    try (var held = await(condition.lock().acquireAsync())) {
                                        assertNull(await(condition.awaitAsync()));
                                        assertTrue(condition.lock().isLocked());
                                        trail.add(name);
                                    }
                                });
        virtual.settle();
        return task;
    }

    void withLock(Runnable code) {
        assertTrue(condition.lock().tryAcquire());
        code.run();
        condition.lock().release();
        virtual.settle();
    }
}
