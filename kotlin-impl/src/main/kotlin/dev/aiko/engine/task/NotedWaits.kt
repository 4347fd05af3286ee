package dev.aiko.engine.task

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import java.util.Collections
import java.util.WeakHashMap

/**
 * A wait that its task, or the coroutine it is in, cannot tell by itself: one that goes on after its
 * cancel, and one in a shield of a coroutine, which no cancel comes to.
 */
internal interface NotedWait : Waiting {
    /** What has to end first. */
    val awaited: Collection<Any>

    /** Whether [job] ends after this. Told only of a job in the same task. */
    fun isIn(job: Job): Boolean = true
}

internal fun NotedWait.noted(): NotedWaits = task?.notedWaits() ?: NotedWaits.OF_NO_TASK

/** Those of one task. Guarded by this. */
internal class NotedWaits(isWeak: Boolean = false) {
    private val present: MutableSet<NotedWait> =
        Collections.newSetFromMap(if (isWeak) WeakHashMap() else HashMap(2))

    @Synchronized
    fun add(wait: NotedWait): Boolean = present.add(wait)

    @Synchronized
    fun remove(wait: NotedWait): Boolean = present.remove(wait)

    @Synchronized
    fun present(): List<NotedWait> = present.toList()

    companion object {
        /** Those of coroutines that are in none. A coroutine that is given up may never end one. */
        val OF_NO_TASK = NotedWaits(isWeak = true)
    }
}

/** The task that a coroutine is in, told by its job; null for one that is in none. */
internal fun taskAround(job: Job): EngineTask<*>? =
    (job as? CoroutineScope)?.coroutineContext?.get(TaskElement)?.takeIf { it.holds(job) }

/** The waits that are noted of a coroutine, or of those launched in it. */
internal fun notedWaitsIn(job: Job): List<NotedWait> =
    (taskAround(job)?.notedWaits() ?: NotedWaits.OF_NO_TASK).present().filter { it.isIn(job) }
