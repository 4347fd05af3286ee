package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.task.Task;

/** Tasks that want a permit, and leave a mark when they have it; they keep it. */
final class PermitSeekers {

    private final VirtualLoop virtual;
    private final Trail trail;

    PermitSeekers(VirtualLoop virtual, Trail trail) {
        this.virtual = virtual;
        this.trail = trail;
    }

    Task<?> seeker(AsyncSemaphore semaphore, String name) {
        Task<?> task =
                virtual.loop()
                        .createTask(
                                () -> {
                                    var lease = await(semaphore.acquireAsync());
                                    trail.add(name);
                                    return lease;
                                });
        virtual.settle();
        return task;
    }
}
