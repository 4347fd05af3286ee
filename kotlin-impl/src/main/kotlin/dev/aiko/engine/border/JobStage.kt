package dev.aiko.engine.border

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.unwrapped
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job

/**
 * A job of kotlinx as a future: to give it up is to cancel the job, and it is done when the job is,
 * cleanup and children included.
 */
internal class JobStage<T>(
    home: Home,
    private val job: Job,
    private val valueOfJob: () -> T
) : Composite<T>(home) {
    fun begin(): JobStage<T> {
        job.invokeOnCompletion { cause -> end(cause) }
        job.start() // a lazy one waits for somebody who awaits it, and Java cannot tell it so
        return this
    }

    private fun end(cause: Throwable?) {
        when {
            cause == null -> complete(valueOfJob())
            cause is CancellationException -> completeExceptionally(request ?: cause)
            else -> completeExceptionally(unwrapped(cause))
        }
    }

    override fun stopParts(reason: String?): Boolean {
        if (job.isCompleted) return false
        job.cancel(CancellationException(reason))
        return true
    }
}
