package dev.aiko.engine.scope

import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.task.StraightTask
import dev.aiko.engine.task.bodyThatMayWait
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.forJava
import dev.aiko.engine.task.outcome
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.ScopeBody
import dev.aiko.scope.Timeout
import dev.aiko.spi.GroupCore
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException

/** Runs the body of a group inside a straight-line body, on its thread. */
internal fun <T> runStraightGroup(
    options: GroupOptions,
    quiet: Boolean,
    code: ScopeBody<GroupCore, T>
): T {
    val body = bodyFor("TaskGroup.run(...)", "taskGroup { }")
    val interruption = Interruption(body)
    val group = Group(body.home, options, body, interruption::interrupt)
    var thrown: Throwable? = null
    var value: T? = null
    try {
        value = code.call(group)
    } catch (failure: Throwable) {
        thrown = failure
    }
    group.bodyEnded(thrown)
    val isOurs = interruption.settle()
    val cancelled = thrown as? CancellationException
    val fromOutside = body.awaitChildrenOf(group) ?: cancelled.takeUnless { isOurs }
    val failure = group.failure()
    if (failure != null) {
        // The failures hide a cancellation from outside, which must not be lost with them.
        if (fromOutside != null) interruption.remindOfOutside()
        throw failure
    }
    if (fromOutside != null) throw fromOutside
    if (cancelled != null && !quiet) throw cancellation(group.wasCancelled)
    @Suppress("UNCHECKED_CAST") // the body has given it, or it is asked for by code without one
    return value as T
}

/** Waits for the children, whatever happens; gives the cancellation that happened meanwhile. */
private fun StraightTask<*>.awaitChildrenOf(group: Group): CancellationException? {
    var cancelled: CancellationException? = null
    while (true) {
        val empty = group.whenEmpty() ?: return cancelled
        try {
            suspendOn(empty)
            empty.outcome() // given up, when this wait was interrupted
        } catch (cancellation: CancellationException) {
            if (isDone) throw cancellation // abandoned by a loop that closed
            cancelled = cancellation
            group.stop(cancellation.message ?: OUTSIDE)
        }
    }
}

private const val OUTSIDE = "the task around the group was cancelled"

/** Runs a block with a time limit inside a straight-line body, on its thread. */
internal fun <T> runLimited(
    limit: Duration?,
    isMoment: Boolean,
    code: ScopeBody<Timeout, T>,
    onExpiry: (TimeoutException) -> T
): T {
    val body = bodyFor("withTimeout(...)", "timeout { }")
    val core = body.home.core
    val nanos = limit?.saturatedNanos()
    val interruption = Interruption(body)
    val timeout = Limit(core, nanos, isMoment) { interruption.interrupt("$it is over") }.begin()
    var failure: Throwable? = null
    var value: T? = null
    try {
        value = code.call(timeout)
    } catch (thrown: Throwable) {
        failure = thrown
    }
    timeout.end()
    val isOurs = interruption.settle()
    if (failure == null) {
        @Suppress("UNCHECKED_CAST") // without a failure it is what the code returned
        return value as T
    }
    if (isOurs && failure is CancellationException) return onExpiry(timeout.timeout(failure))
    if (isOurs) failure.remember(timeout)
    throw if (failure is TimeoutException) failure else forJava(failure)
}

/** Runs code whose awaits are not interrupted; outside of a body there is nobody to interrupt. */
internal inline fun <T> shieldedForJava(code: () -> T): T {
    val body = bodyThatMayWait("shielded(...)", "shielded { }") ?: return code()
    body.shields++
    try {
        return code()
    } finally {
        body.shields--
    }
}

internal fun <T> runShielded(code: Callable<T>): T =
    try {
        shieldedForJava { code.call() }
    } catch (failure: Exception) {
        throw forJava(failure)
    }

private fun bodyFor(verb: String, instead: String): StraightTask<*> =
    bodyThatMayWait(verb, instead)
        ?: throw IllegalStateException(
            "$verb outside of a task; call it in a straight-line body, made by createTask."
        )
