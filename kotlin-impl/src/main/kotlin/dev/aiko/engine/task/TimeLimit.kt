package dev.aiko.engine.task

import java.util.concurrent.TimeUnit

/** Stops the task when the time is over, and makes of its cancellation what [onExpiry] says. */
internal fun <T> EngineTask<T>.limited(
    timeout: Long,
    unit: TimeUnit,
    onExpiry: (limit: String) -> Verdict<T>
): EngineTask<T> {
    val limit = "$timeout ${unit.name.lowercase()}"
    home.completeLater(this, unit.toNanos(timeout)) {
        particulars().expired = onExpiry(limit)
        ask(CancelRequest("the time limit of $limit is over", counts = false))
    }
    return this
}

/** What a task ends with instead of the cancellation its time limit caused. */
internal class Verdict<T>(val failure: Throwable?, val value: T?)
