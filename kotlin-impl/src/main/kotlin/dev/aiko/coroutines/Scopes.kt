package dev.aiko.coroutines

import dev.aiko.TaskGroup
import dev.aiko.context.Context
import dev.aiko.engine.border.refuseToWaitWithin
import dev.aiko.engine.combine.EngineCombinators
import dev.aiko.engine.scope.SuspendStart
import dev.aiko.engine.scope.closedSuspending
import dev.aiko.engine.scope.homeOrNull
import dev.aiko.engine.scope.runSuspendingGroup
import dev.aiko.engine.scope.runSuspendingLimit
import dev.aiko.engine.scope.runSuspendingShielded
import dev.aiko.engine.scope.usedSuspending
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.scope.AsyncCloseable
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.Ready
import dev.aiko.scope.Timeout
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.job
import java.util.concurrent.CompletionStage
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/** The body of a [taskGroup]: a coroutine scope, with the group whose children are tasks. */
public interface TaskGroupScope : CoroutineScope {
    public val group: TaskGroup
}

/**
 * Runs [block] in a new group and waits for all children; see [TaskGroup] for what a group is.
 *
 * The group is a real child of the coroutine around it: when that is cancelled, so are [block] and
 * the children, and this throws when they have ended. Coroutines launched in the scope of [block] are
 * part of it. The children inherit what a coroutine launched where they are made would: the elements of
 * other libraries, such as an `MDCContext`.
 *
 * @throws dev.aiko.scope.TaskGroupException when [block] or a child fails
 * @throws dev.aiko.task.TaskCancelledException when the group itself was cancelled before [block],
 *   with all that was launched in it, was over
 */
@JvmSynthetic
public suspend fun <T> taskGroup(
    options: GroupOptions = GroupOptions.failFast(),
    block: suspend TaskGroupScope.() -> T
): T =
    runSuspendingGroup(options) { core ->
        val group = TaskGroup.of(core)
        block(OpenGroup(this, group))
    }

private class OpenGroup(scope: CoroutineScope, override val group: TaskGroup) :
    TaskGroupScope,
    CoroutineScope by scope

/** Makes a child of this group. */
@JvmSynthetic
public fun <T> TaskGroupScope.task(
    name: String? = null,
    context: Context? = null,
    eager: Boolean? = null,
    block: suspend CoroutineScope.() -> T
): Task<T> = group.task(name, context, eager, block)

/** Makes a child of this group, which may have been opened in Java. */
@JvmSynthetic
public fun <T> TaskGroup.task(
    name: String? = null,
    context: Context? = null,
    eager: Boolean? = null,
    block: suspend CoroutineScope.() -> T
): Task<T> = createTask(options(name, context, eager), SuspendBody(block = block))

/** Starts a child and waits until it reports that it is ready; see `TaskGroup.startAsync`. */
@JvmSynthetic
public suspend fun <R> TaskGroup.start(
    name: String? = null,
    block: suspend CoroutineScope.(Ready<R>) -> Unit
): R {
    val start = SuspendStart(coroutineContext, block)
    return awaitSuspending(startAsync(options(name, null, null), start))
}

/** Starts a child of this group and waits until it reports that it is ready. */
@JvmSynthetic
public suspend fun <R> TaskGroupScope.start(
    name: String? = null,
    block: suspend CoroutineScope.(Ready<R>) -> Unit
): R = group.start(name, block)

/**
 * Runs [block] for at most [limit], null for no limit.
 *
 * When the time is over, [block] is cancelled, with all that was launched in it, and its end is waited
 * for. A block of Kotlin stays cancelled: unlike in Java it cannot answer with a value.
 *
 * @throws java.util.concurrent.TimeoutException then; outside, a timeout is never a cancellation
 */
@JvmSynthetic
public suspend fun <T> timeout(
    limit: Duration?,
    block: suspend CoroutineScope.(Timeout) -> T
): T = runSuspendingLimit(limit?.inWholeNanoseconds, isMoment = false, block = block)

/** [timeout] with a moment of `loop.time()`. */
@JvmSynthetic
public suspend fun <T> deadline(
    at: Duration?,
    block: suspend CoroutineScope.(Timeout) -> T
): T = runSuspendingLimit(at?.inWholeNanoseconds, isMoment = true, block = block)

/**
 * A moment so long after another one: `loop.time() + 2.seconds`, for a [deadline] or a
 * [Timeout.reschedule].
 */
@JvmSynthetic
public operator fun java.time.Duration.plus(delay: Duration): Duration = toKotlinDuration() + delay

/** Moves the deadline to a moment of `loop.time()`; see [Timeout.reschedule]. */
@JvmSynthetic
public fun Timeout.reschedule(at: Duration): Unit = reschedule(at.toJavaDuration())

/** Moves the deadline to so long after now; see [Timeout.rescheduleAfter]. */
@JvmSynthetic
public fun Timeout.rescheduleAfter(delay: Duration): Unit =
    rescheduleAfter(delay.toJavaDuration())

/** [timeout] that expires quietly, with null. */
@JvmSynthetic
public suspend fun <T> moveOnAfter(
    limit: Duration?,
    block: suspend CoroutineScope.(Timeout) -> T
): T? =
    runSuspendingLimit<T?>(
        limit?.inWholeNanoseconds,
        isMoment = false,
        onExpiry = { null }
    ) { block(it) }

/** The outcome of [stage] if it comes in time; see `Aiko.waitFor`. */
@JvmSynthetic
public suspend fun <T> waitFor(stage: CompletionStage<T>, limit: Duration): T =
    awaitSuspending(coroutineContext.limited(stage, limit, abandons = false))

/** The same, but when the time is over [stage] is not waited for; see `Aiko.waitForOrAbandon`. */
@JvmSynthetic
public suspend fun <T> waitForOrAbandon(stage: CompletionStage<T>, limit: Duration): T =
    awaitSuspending(coroutineContext.limited(stage, limit, abandons = true))

private fun <T> CoroutineContext.limited(
    stage: CompletionStage<T>,
    limit: Duration,
    abandons: Boolean
): LoopFuture<T> =
    EngineCombinators(homeOrNull()).waitFor(stage, limit.toJavaDuration(), abandons)

/** Runs cleanup that is not to be interrupted. */
@JvmSynthetic
public suspend fun <T> shielded(block: suspend CoroutineScope.() -> T): T =
    runSuspendingShielded(block)

/** Runs [block] with this resource and closes it in the end; nothing interrupts the closing. */
@JvmSynthetic
public suspend fun <R : AsyncCloseable, T> R.use(block: suspend (R) -> T): T {
    if (this is LoopScope) this.coroutineContext.job.refuseToWaitWithin("use { }", this)
    return usedSuspending(block)
}

/**
 * Closes this and waits until it is closed; nothing interrupts the closing. Like `cancelAndJoin`, and
 * not `close`: a Java member of that name, which cannot wait in a coroutine, would always win.
 *
 * @throws IllegalStateException in code of a [LoopScope] that this would close: it would wait for
 *   itself
 */
@JvmSynthetic
public suspend fun AsyncCloseable.closeAndJoin() {
    if (this is LoopScope) this.coroutineContext.job.refuseToWaitWithin("closeAndJoin()", this)
    closedSuspending()
}
