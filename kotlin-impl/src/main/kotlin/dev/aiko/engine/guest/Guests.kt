package dev.aiko.engine.guest

import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.task.Home
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Job
import java.util.WeakHashMap

/**
 * The coroutines and scopes that live on a loop and are no tasks, to be ended with it: what they
 * wait for may never come, and whoever joins them would hang.
 *
 *     OPEN ──close──▶ CLOSED, for good: who is here is cancelled, and who comes is at once
 *
 * Held weakly, as kotlinx itself holds a coroutine that everybody has forgotten. Everything is
 * guarded by this, and nobody is cancelled while it is held.
 */
internal class Guests(val home: Home) {
    private val present = WeakHashMap<Job, Unit>()
    private var isClosed = false

    val dispatcher: CoroutineDispatcher = GuestDispatcher(newGuest(), home.dispatcher)

    /** One to be copied for every coroutine. */
    fun newGuest() = Guest(this, ContextCell())

    fun enter(job: Job) {
        val isLate = synchronized(this) { isClosed.also { if (!it) present[job] = Unit } }
        if (isLate) return job.cancel(CancellationException(home.waits.reason))
        job.invokeOnCompletion { synchronized(this) { present.remove(job) } }
    }

    /** Asks all of them to end, and gives them. */
    fun cancel(reason: String): List<Job> {
        val all = synchronized(this) { present.keys.filterNot { it.isCompleted } }
        all.forEach { it.cancel(CancellationException(reason)) }
        return all
    }

    fun close() {
        synchronized(this) { isClosed = true }
        cancel(home.waits.reason)
    }
}
