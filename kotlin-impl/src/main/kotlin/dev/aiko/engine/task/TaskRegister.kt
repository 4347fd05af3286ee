package dev.aiko.engine.task

import dev.aiko.task.Task

/**
 * The tasks of a loop that are not done, held strongly, in the order of creation.
 *
 * A list through the tasks themselves: entering and leaving make no object, and asking for all of
 * them from another thread gives a true answer. All links are guarded by [lock]; nothing is called
 * while it is held.
 */
internal class TaskRegister {
    private val lock = Any()
    private var first: EngineTask<*>? = null
    private var last: EngineTask<*>? = null

    fun add(task: EngineTask<*>) =
        synchronized(lock) {
            val before = last
            task.before = before
            if (before == null) first = task else before.after = task
            last = task
        }

    fun remove(task: EngineTask<*>) =
        synchronized(lock) {
            val before = task.before
            val after = task.after
            if (before == null && first !== task) return // an eager task that never was in here
            if (before == null) first = after else before.after = after
            if (after == null) last = before else after.before = before
            task.before = null
            task.after = null
        }

    fun all(): Set<Task<*>> =
        synchronized(lock) {
            val tasks = LinkedHashSet<Task<*>>()
            var task = first
            while (task != null) {
                if (!task.isDone) tasks.add(task)
                task = task.after
            }
            tasks
        }
}
