package dev.aiko.engine.task

import java.util.concurrent.CompletableFuture

/** Something that cannot end before others have: a task, a future that stands for others, a wait. */
internal interface Waiting {
    /** What has to end first, as it is now; what is no [Waiting] ends by itself. Any thread asks. */
    fun waitsFor(): Collection<Any>

    /** The same, and waits that may still be cancelled. */
    fun everyWait(): Collection<Any> = waitsFor()

    /** The task that it is, or is part of. */
    val task: EngineTask<*>? get() = null
}

/** The nearest tasks that it waits for: what is in between stands for them alone. */
internal fun Waiting.tasksBelow(): Set<EngineTask<*>> {
    val tasks = LinkedHashSet<EngineTask<*>>()
    val seen = HashSet<Waiting>()
    val rest = ArrayList(below())
    while (rest.isNotEmpty()) {
        val next = rest.removeLast()
        val task = next.task
        if (task != null) {
            tasks += task
        } else if (seen.add(next)) {
            rest += next.below()
        }
    }
    return tasks
}

/** Those who wait for each other in a circle, from here back to here; null when there is none. */
internal fun Waiting.circle(): List<Waiting>? {
    val cameFrom = HashMap<Waiting, Waiting>()
    val rest = arrayListOf(this)
    while (rest.isNotEmpty()) {
        val here = rest.removeLast()
        for (next in here.below()) {
            if (next === this) return generateSequence(here) { cameFrom[it] }.toList()
            if (cameFrom.putIfAbsent(next, here) == null) rest += next
        }
    }
    return null
}

private fun Waiting.below(): List<Waiting> = waitsFor().notYetDone()

internal fun Waiting.everyBelow(): List<Waiting> = everyWait().notYetDone()

private fun Collection<Any>.notYetDone(): List<Waiting> =
    filterIsInstance<Waiting>().filterNot { it is CompletableFuture<*> && it.isDone }
