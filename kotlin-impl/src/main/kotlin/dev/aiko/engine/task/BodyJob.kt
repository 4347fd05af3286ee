package dev.aiko.engine.task

import kotlinx.coroutines.AbstractCoroutine
import kotlin.coroutines.CoroutineContext

/**
 * The job of a Kotlin body: what coroutines in it are children of, and what they are cancelled by.
 * With it, the body has ended when they have.
 *
 * @param task who is told of the end; null for the job of a body that is over
 */
internal class BodyJob<T>(
    private val task: SuspendTask<T>?,
    context: CoroutineContext
) : AbstractCoroutine<T>(context, initParentJob = false, active = true) {
    override fun onCompleted(value: T) = report(null, value)

    override fun onCancelled(cause: Throwable, handled: Boolean) = report(cause, null)

    private fun report(
        failure: Throwable?,
        value: T?
    ) {
        task?.ended(failure, value)
    }
}
