package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.context.Context
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.presentHome
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage

/**
 * Makes a task of [block] on the running loop, as `Aiko.createTask` does for Java. A coroutine that
 * belongs to a loop can also call this on other dispatchers; then it is a task of the same loop.
 *
 * The task belongs to the loop, not to the scope around the call: its failure stays with it. The
 * elements of other libraries in the calling coroutine's context, such as an `MDCContext`, are in its
 * own.
 *
 * @param name null for `Task-N`
 * @param context the context to run in, itself and no copy; null for a copy of the creator's
 * @param eager whether the first step runs inside this call; null leaves it to the task factory
 * @throws IllegalStateException where no loop runs
 */
@JvmSynthetic
public fun <T> task(
    name: String? = null,
    context: Context? = null,
    eager: Boolean? = null,
    block: suspend CoroutineScope.() -> T
): Task<T> = (presentHome()?.loop ?: Aiko.runningLoop()).task(name, context, eager, block)

/** Makes a task of [block] on this loop, from any thread. */
@JvmSynthetic
public fun <T> EventLoop.task(
    name: String? = null,
    context: Context? = null,
    eager: Boolean? = null,
    block: suspend CoroutineScope.() -> T
): Task<T> = createTask(options(name, context, eager), SuspendBody(block = block))

internal fun options(name: String?, context: Context?, eager: Boolean?): TaskOptions =
    if (name == null && context == null && eager == null) {
        TaskOptions.none()
    } else {
        TaskOptions(name, context, eager, emptyMap())
    }

/**
 * Waits for the stage without blocking.
 *
 * **Cancellation.** Cancelling the waiting coroutine cancels the stage, with `cancel(true)`, before
 * `cancel` returns; this throws when the stage has really ended. **Failures** come as they are. When
 * the stage was cancelled, by whomever, while this coroutine was not, this throws
 * [dev.aiko.task.TaskCancelledException], which coroutines do not take for their own cancellation.
 */
@JvmSynthetic
public suspend fun <T> CompletionStage<T>.await(): T = awaitSuspending(this)

/** Asks the work to stop, without a reason; see [LoopFuture.cancel]. */
@JvmSynthetic
public fun LoopFuture<*>.cancel(): Boolean = cancel(null)
