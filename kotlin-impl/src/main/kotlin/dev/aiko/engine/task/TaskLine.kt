package dev.aiko.engine.task

/**
 * Tasks that are not done, in the order in which they came, linked through themselves: entering and
 * leaving make no object. Guarded by whoever has the line, and so are the links in the tasks.
 */
internal class TaskLine {
    private var first: EngineTask<*>? = null
    private var last: EngineTask<*>? = null

    val isEmpty: Boolean get() = first == null

    fun add(task: EngineTask<*>) {
        val before = last
        task.before = before
        if (before == null) first = task else before.after = task
        last = task
    }

    /** False when it is not in the line. */
    fun remove(task: EngineTask<*>): Boolean {
        val before = task.before
        val after = task.after
        if (before == null && first !== task) return false
        if (before == null) first = after else before.after = after
        if (after == null) last = before else after.before = before
        task.before = null
        task.after = null
        return true
    }

    fun toList(): List<EngineTask<*>> = generateSequence(first) { it.after }.toList()
}
