package dev.aiko.engine.task

/**
 * Who waits for the end of a task, of those whose waits were cancelled, and whether it waits for
 * somebody's end in turn.
 *
 * It is kept beside the task and not with the cancel that found it: what one cancel has begun another
 * may close to a circle, later or on another thread at the same time. The children of a group are not
 * noted. That the owner of the group waits for them is known without.
 */
internal class Waits {
    /** Guarded by this. */
    private val waiters = ArrayList<EngineTask<*>>(1)

    /**
     * Whether a wait of the task, or of what it holds, was cancelled. Who holds it says so first. For a
     * hundred thousand in a row this saves looking for a circle at every step.
     */
    @Volatile
    var isWaiting = false

    @Synchronized
    fun add(waiter: EngineTask<*>) {
        if (waiters.lastOrNull() !== waiter) waiters += waiter
    }

    @Synchronized
    fun waiters(): List<EngineTask<*>> = waiters.toList()
}

/** Of a cancel that passes, from any thread. */
internal fun EngineTask<*>.waits(): Waits = openBook().waits()

/** A wait of this task was cancelled: it, and whoever holds it, waits for somebody's end. */
internal fun EngineTask<*>.startsWaiting() =
    generateSequence(this) { it.holder.owner }
        .takeWhile { !it.waits().isWaiting }
        .toList()
        .asReversed()
        .forEach { it.waits().isWaiting = true }

/** Whether this task cannot end before [other] does. */
internal fun EngineTask<*>.waitsFor(other: EngineTask<*>): Boolean {
    val seen = hashSetOf(other)
    val rest = arrayListOf(other)
    while (rest.isNotEmpty()) {
        val next = rest.removeLast()
        if (next === this) return true
        (next.waits().waiters() + listOfNotNull(next.holder.owner)).filterTo(rest, seen::add)
    }
    return false
}
