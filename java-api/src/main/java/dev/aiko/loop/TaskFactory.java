package dev.aiko.loop;

import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands between {@code createTask} and the task it returns: sees every body and all the options.
 *
 * <p>A factory usually changes the options and lets {@link Body#newTask} build the task.
 */
@FunctionalInterface
public interface TaskFactory {

    /**
     * Builds the task, which is what {@code body.newTask} gives.
     *
     * <p>What this throws comes out of {@code createTask}. If the body has a task by then, or if
     * something else than that one is returned, it is cancelled: nobody would know of it.
     */
    Task<?> create(EventLoop loop, Body<?> body, TaskOptions options);

    /** What a task is to run, in whichever way it was written. */
    interface Body<T extends @Nullable Object> {
        /**
         * The loop's own way to make a task; options left open are those of a lazy task.
         *
         * @throws IllegalStateException at the second call: a body makes one task
         */
        Task<T> newTask(TaskOptions options);
    }

    /** Starts every task at once, unless its options say otherwise. */
    static TaskFactory eager() {
        return eager((loop, body, options) -> body.newTask(options));
    }

    /** Lets {@code constructor} build the tasks, started at once unless their options say not. */
    static TaskFactory eager(TaskFactory constructor) {
        Objects.requireNonNull(constructor, "constructor");
        return (loop, body, options) ->
                constructor.create(
                        loop, body, options.eager() == null ? options.withEager(true) : options);
    }
}
