package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.engine.border.JobStage
import dev.aiko.engine.border.hold
import dev.aiko.engine.homeOf
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async

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
 * Cancelling it cancels the task, and it is completed when the task has really ended. When somebody
 * else cancels the task, it fails with [dev.aiko.task.TaskCancelledException].
 */
@JvmSynthetic
public fun <T> Task<T>.asDeferred(): Deferred<T> =
    CoroutineScope(Dispatchers.Unconfined).async(start = CoroutineStart.UNDISPATCHED) {
        awaitSuspending(this@asDeferred)
    }

/**
 * The deferred value as a future, for Java.
 *
 * Cancelling it cancels this, and it is done when this has really ended, cleanup and children
 * included. A failure is the same object. One that is lazy is started here.
 *
 * @param loop whose future it is
 */
@JvmSynthetic
@OptIn(ExperimentalCoroutinesApi::class)
public fun <T> Deferred<T>.asLoopFuture(loop: EventLoop = Aiko.runningLoop()): LoopFuture<T> =
    JobStage(homeOf(loop), this) { getCompleted() }.begin()

/** The same for a job, which has no value. */
@JvmSynthetic
public fun Job.asLoopFuture(loop: EventLoop = Aiko.runningLoop()): LoopFuture<Unit> =
    JobStage(homeOf(loop), this) {}.begin()
