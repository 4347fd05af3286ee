package dev.aiko.engine.task

import dev.aiko.task.Task

/**
 * The tasks of a loop that are not done, held strongly: those that belong to nobody in a line of
 * their own, the others in the groups that keep them.
 *
 * So a task enters and leaves one place, under one lock, and asking for all of them from another
 * thread gives a true answer. Everything is guarded by this; nothing is called while it is held.
 */
internal class TaskRegister : TaskHolder {
    private val alone = TaskLine()
    private val branches = LinkedHashSet<TaskBranch>()

    override fun enter(task: EngineTask<*>) = synchronized(this) { alone.add(task) }

    override fun refused(task: EngineTask<*>) {
        synchronized(this) { alone.remove(task) }
    }

    override fun ended(
        task: EngineTask<*>,
        failure: Throwable?
    ): Boolean {
        refused(task)
        return false
    }

    fun open(branch: TaskBranch) {
        synchronized(this) { branches += branch }
    }

    fun close(branch: TaskBranch) {
        synchronized(this) { branches -= branch }
    }

    /** In the order of creation. */
    fun all(): Set<Task<*>> {
        val tasks = ArrayList<EngineTask<*>>()
        val open =
            synchronized(this) {
                tasks += alone.toList()
                branches.toList()
            }
        open.forEach { tasks += it.members() }
        return tasks.filterNot { it.isDone }.sortedBy { it.number }.toCollection(LinkedHashSet())
    }
}
