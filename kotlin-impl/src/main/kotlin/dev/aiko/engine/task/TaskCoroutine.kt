package dev.aiko.engine.task

import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.CancellationException
import kotlin.coroutines.CoroutineContext

/**
 * The job of a Kotlin body: what coroutines in it are children of, and what they are cancelled by.
 * With it, the body has ended when they have.
 *
 * Users read the name of the class: kotlinx says "TaskCoroutine is cancelling" to coroutines that die
 * because another one has failed.
 *
 * @param task who is told of the end; null for the job of a body that is over
 */
internal class TaskCoroutine<T>(
    private val task: SuspendTask<T>?,
    context: CoroutineContext
) : AbstractCoroutine<T>(context, initParentJob = false, active = true) {
    /** Asked past its task, as by `coroutineContext.job.cancel()`: that is a request like others. */
    override fun cancel(cause: CancellationException?) {
        task?.noteCancel(cause?.message)
        stop(cause)
    }

    /** A request to the task comes to its body. */
    fun stop(cause: CancellationException?) = super.cancel(cause)

    override fun onCompleted(value: T) = report(null, value)

    override fun onCancelled(cause: Throwable, handled: Boolean) = report(cause, null)

    private fun report(
        failure: Throwable?,
        value: T?
    ) {
        task?.ended(failure, value)
    }

    /** Not all of the task: that tells its failure, and the failure may tell of this job. */
    override fun toString(): String = task?.let(::brief) ?: "the job of a body that is over"
}
