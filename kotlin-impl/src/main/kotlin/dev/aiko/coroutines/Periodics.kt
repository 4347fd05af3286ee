package dev.aiko.coroutines

import dev.aiko.engine.homeOf
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.foreignElements
import dev.aiko.engine.task.presentContext
import dev.aiko.loop.EventLoop
import dev.aiko.loop.Periodic
import dev.aiko.loop.PeriodicOptions
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** Runs [block] again and again at a fixed rate, the first time after one period. */
@JvmSynthetic
public fun EventLoop.every(period: Duration, block: suspend CoroutineScope.() -> Unit): Periodic =
    repeating(PeriodicOptions.fixedRate(period.toJavaDuration()), block)

/**
 * Runs [block] again and again. Not `every`: the Java member of that name would always win.
 *
 * Each run inherits from the calling coroutine, as a [task] does.
 */
@JvmSynthetic
public fun EventLoop.repeating(
    options: PeriodicOptions,
    block: suspend CoroutineScope.() -> Unit
): Periodic {
    val named = options.name()?.let(TaskOptions::named) ?: TaskOptions.none()
    val starter = presentContext(homeOf(this).core)?.foreignElements()
    return composeEvery(options) { createTask(named, SuspendBody(starter, block)) }
}
