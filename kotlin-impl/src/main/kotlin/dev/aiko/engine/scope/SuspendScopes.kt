package dev.aiko.engine.scope

import dev.aiko.engine.guest.Guest
import dev.aiko.engine.loop.LoopDispatcher
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.InShield
import dev.aiko.engine.task.TaskElement
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.isAwaitedHere
import dev.aiko.engine.task.taskAround
import dev.aiko.engine.task.uncopied
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.Timeout
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job
import kotlinx.coroutines.withContext
import java.util.concurrent.TimeoutException
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext

/**
 * Runs the body of a group as a real child of the coroutine around it.
 *
 * The body has a scope of its own, which is what an interruption cancels: the coroutine around it
 * stays untouched. When that one is cancelled, the children hear of it at once.
 */
internal suspend fun <T> runSuspendingGroup(
    options: GroupOptions,
    block: suspend CoroutineScope.(Group) -> T
): T {
    val outer = coroutineContext.job
    outer.ensureActive()
    var scope: Job? = null
    val group =
        Group(coroutineContext.home(), options, taskAround(outer)) {
            scope?.cancel(CancellationException(it))
        }
    // Cancelled from outside, the children hear of it now, and not when the body has ended.
    val watch =
        outer.invokeOnCompletion(onCancelling = true) { cause ->
            cause?.let { group.cancelledFromOutside(it.message ?: OUTSIDE) }
        }
    var thrown: Throwable? = null
    var bodys: Throwable? = null
    var value: T? = null
    try {
        value =
            coroutineScope {
                scope = coroutineContext.job.also(group::stopWhenFailing)
                try {
                    block(group)
                } catch (failure: Throwable) {
                    bodys = uncopied(failure)
                    throw failure
                }
            }
    } catch (failure: Throwable) {
        thrown = uncopied(failure)
    }
    group.bodyEnded(thrown)
    // When a coroutine in the body has failed before, the scope throws that one's failure.
    bodys?.takeUnless { it is CancellationException }?.let(group::bodyEnded)
    awaitChildrenOf(group)
    watch.dispose()
    group.failure()?.let { failure ->
        failure.isAwaitedHere()
        throw failure
    }
    outer.ensureActive()
    val whole = group.wasCancelled
    when {
        thrown == null -> {}

        whole != null -> throw TaskCancelledException(
            "$group was cancelled: $whole",
            thrown as CancellationException
        )

        else -> throw thrown
    }
    @Suppress("UNCHECKED_CAST") // nothing failed, so the body has given its value
    return value as T
}

/**
 * When the body fails, or a coroutine in it, the children hear of it now. The scope may go on for
 * long, cleaning up, or wait for one of them.
 */
private fun Group.stopWhenFailing(scope: Job) {
    scope.invokeOnCompletion(onCancelling = true) { cause ->
        if (cause != null && cause !is CancellationException) {
            stop("$this is stopping: ${textOf(cause)}")
        }
    }
}

private const val OUTSIDE = "the coroutine around the group was cancelled"

private suspend fun awaitChildrenOf(group: Group) {
    val empty = group.whenEmpty() ?: return
    withContext(NonCancellable) { awaitSuspending(empty) }
    awaitChildrenOf(group) // more may have come while this one woke
}

/** Runs a block until a deadline; outside, a timeout is never a cancellation. */
internal suspend fun <T> runSuspendingLimit(
    nanos: Long?,
    isMoment: Boolean,
    onExpiry: (TimeoutException) -> T = { throw it },
    block: suspend CoroutineScope.(Timeout) -> T
): T {
    val core = coroutineContext.home().core
    var limit: Limit? = null
    try {
        return coroutineScope {
            val job = coroutineContext.job
            val own = Limit(core, nanos, isMoment) {
                job.cancel(CancellationException("$it is over"))
            }.begin()
            limit = own
            block(own)
        }
    } catch (thrown: Throwable) {
        val failure = uncopied(thrown)
        val own = limit ?: throw failure
        own.end()
        if (!own.expired()) throw failure
        if (failure !is CancellationException) throw failure.also { it.remember(own) }
        coroutineContext.ensureActive()
        return onExpiry(own.timeout(failure).also { it.isAwaitedHere() })
    } finally {
        limit?.end()
    }
}

/** Runs cleanup that is not to be interrupted. */
internal suspend fun <T> runSuspendingShielded(block: suspend CoroutineScope.() -> T): T =
    try {
        withContext(InShield) { block() }
    } catch (failure: Throwable) {
        throw uncopied(failure)
    }

/** The loop that this coroutine runs on, or on other dispatchers the one that it belongs to. */
internal fun CoroutineContext.home(): Home =
    homeOrNull()
        ?: error("This coroutine belongs to no event loop; call this in a task, or in runAiko { }.")

/** The same; null when it belongs to none. */
internal fun CoroutineContext.homeOrNull(): Home? =
    (this[ContinuationInterceptor] as? LoopDispatcher)?.core?.owner as? Home
        ?: this[TaskElement]?.home
        ?: this[Guest]?.guests?.home
        ?: Seat.driving()?.core?.owner as? Home
