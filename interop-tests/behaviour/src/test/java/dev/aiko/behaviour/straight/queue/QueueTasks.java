package dev.aiko.behaviour.straight.queue;

import static dev.aiko.Aiko.await;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.task.Task;

/** Tasks that wait at a queue, each for one thing. */
final class QueueTasks<T> {

    private final VirtualLoop virtual;
    private final AsyncQueue<T> queue;

    QueueTasks(VirtualLoop virtual, AsyncQueue<T> queue) {
        this.virtual = virtual;
        this.queue = queue;
    }

    Task<T> getter() {
        Task<T> task = virtual.loop().createTask(() -> await(queue.getAsync()));
        virtual.settle();
        return task;
    }

    Task<?> putter(T item) {
        Task<?> task = virtual.loop().createTask(() -> await(queue.putAsync(item)));
        virtual.settle();
        return task;
    }

    Task<?> joiner() {
        Task<?> task = virtual.loop().createTask(() -> await(queue.joinAsync()));
        virtual.settle();
        return task;
    }
}
