package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.engine.border.JobStage
import dev.aiko.engine.border.deferredOf
import dev.aiko.engine.border.hold
import dev.aiko.engine.homeOf
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.failure
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable

/**
 * Makes [task] a child of this scope, and returns it.
 *
 * **Cancellation.** Cancelling the scope cancels the task, and the scope ends when the task has
 * really ended. **Failures.** The task's failure fails the scope, as that of any child does; its being
 * cancelled by somebody else does not.
 *
 * @throws IllegalStateException when this is a scope of [task] itself
 */
@JvmSynthetic
public fun <T> CoroutineScope.adopt(task: Task<T>): Task<T> {
    hold(task) {
        val failure = task.failure()
        if (failure != null && failure !is CancellationException) {
            (task as EngineFuture).noteLook() // from here on it is the scope's
            throw failure
        }
    }
    return task
}

/**
 * The task as a deferred value, for code that knows kotlinx alone.
 *
 * **Cancellation.** Cancelling it cancels the task, and it is completed when the task has really
 * ended. When somebody else cancels the task, it fails with [dev.aiko.task.TaskCancelledException].
 * **Failures.** A failure of the task that nobody looks at, here or there, is reported once to the
 * exception handler of the task's loop, as that of every task is. To await the deferred value is to
 * look, and so are `onAwait`, `awaitAll`, a handler of its completion, and asking it for its value or
 * failure; `join` is not.
 */
@JvmSynthetic
public fun <T> Task<T>.asDeferred(): Deferred<T> = deferredOf(this as EngineTask<T>)

/**
 * The deferred value as a future, for Java.
 *
 * Cancelling it cancels this, and it is done when this has really ended, cleanup and children
 * included. A failure is the same object. One that is lazy is started here.
 *
 * @param loop whose future it is
 * @throws IllegalStateException when the loop is closed
 */
@JvmSynthetic
@OptIn(ExperimentalCoroutinesApi::class)
public fun <T> Deferred<T>.asLoopFuture(loop: EventLoop = Aiko.runningLoop()): LoopFuture<T> =
    JobStage(openHomeOf(loop), this) { getCompleted() }.begin()

/**
 * The same for a job, which has no value.
 *
 * @throws IllegalStateException when the loop is closed
 * @throws IllegalArgumentException for [NonCancellable], which never ends
 */
@JvmSynthetic
public fun Job.asLoopFuture(loop: EventLoop = Aiko.runningLoop()): LoopFuture<Unit> {
    require(this !== NonCancellable) {
        "NonCancellable never ends and cannot be cancelled; await the job that you mean."
    }
    return JobStage(openHomeOf(loop), this) {}.begin()
}

/** A future of a closed loop would pend for ever where the job needs the loop to end. */
private fun openHomeOf(loop: EventLoop): Home = homeOf(loop).also { it.ensureOpen() }
