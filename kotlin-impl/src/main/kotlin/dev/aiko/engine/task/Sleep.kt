package dev.aiko.engine.task

import dev.aiko.engine.loop.deadlineIn
import dev.aiko.task.LoopFuture

/** A future that is done with [result] after so many nanoseconds; in the next turn if there are none. */
internal fun <T> Home.sleep(
    nanos: Long,
    result: T
): LoopFuture<T> {
    if (nanos <= 0) return TurnPassed(this, result).also { ensureOpen(core.post(it)) }
    val sleep = EnginePromise<T>(this)
    val onDiscard: () -> Unit = { sleep.cancel("EventLoop '${core.name}' was closed") }
    val timer = ActionTimer(core, core.deadlineIn(nanos), onDiscard) { sleep.complete(result) }
    ensureOpen(core.post(timer))
    sleep.wakeWhenDone(timer)
    return sleep
}

private class TurnPassed<T>(home: Home, private val result: T) : Arrival<T>(home) {
    override fun arrive() {
        complete(result)
    }
}
