package dev.aiko.engine.border

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiting
import dev.aiko.engine.task.notedWaitsIn
import dev.aiko.engine.task.taskAround
import dev.aiko.engine.task.unseenFailure
import dev.aiko.engine.task.unwrapped
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import java.util.concurrent.TimeoutException

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

            // Somebody cancelled the task, and not the value: for Kotlin that is a failure, here not.
            cause is TaskCancelledException && (job as? Waiting)?.task?.isCancelled == true ->
                completeExceptionally(request ?: job.task!!.unseenFailure()!!)

            cause is CancellationException ->
                completeExceptionally(request ?: if (isOver(cause)) overdue(cause) else cause)

            else -> completeExceptionally(unwrapped(cause))
        }
    }

    /** A limit within, that nobody there caught: outside, a timeout is never a cancellation. */
    @OptIn(ExperimentalCoroutinesApi::class)
    private fun isOver(cause: CancellationException): Boolean =
        cause is TimeoutCancellationException && job.parent?.isCancelled != true

    private fun overdue(cause: CancellationException) =
        TimeoutException(cause.message).initCause(cause)

    override fun stopParts(reason: String?): Boolean {
        job.cancel(CancellationException(reason))
        return job.isCancelled // it may have completed in this moment
    }

    /** The job is part of it; a job may also be nobody's, or that of a coroutine elsewhere. */
    override val task: EngineTask<*>? get() = (job as? Waiting)?.task ?: taskAround(job)

    override fun waitsFor(): Collection<Any> =
        (job as? Waiting)?.waitsFor() ?: notedWaitsIn(job)
}

/** Done when [job] has ended, in whatever way; to give it up changes nothing. */
internal fun endOf(job: Job, home: Home): LoopFuture<Void?> {
    val end = JobEnd(home, job)
    job.invokeOnCompletion { end.complete(null) }
    return end
}

private class JobEnd(home: Home, private val job: Job) :
    EnginePromise<Void?>(home),
    Waiting {
    override fun waitsFor(): Collection<Any> = notedWaitsIn(job)
}
