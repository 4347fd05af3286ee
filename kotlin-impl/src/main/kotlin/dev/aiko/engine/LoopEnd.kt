package dev.aiko.engine

import dev.aiko.engine.loop.Scheduled
import dev.aiko.engine.task.EngineTask
import dev.aiko.task.Task

/**
 * `EventLoop.close`: tasks get a chance to clean up, and may wait for what others have; then what
 * still stands in a line leaves it. Nobody is left waiting, nothing gets in.
 */
internal fun closeLoop(loop: CoroutineEventLoop) {
    if (loop.core.isClosed) return
    var stillWaiting = emptySet<Task<*>>()
    try {
        loop.core.hosting.close {
            loop.home.dispatcher.holdBack()
            loop.core.discard { it !is Scheduled }
            // Asked before the tasks: one that awaits a task would take the cancellation of that
            // for somebody else's. A task that such a one has asked is not asked in this round.
            loop.guests.close()
            cancelInRounds(loop)
            // Whoever hung on a future that stood in a line goes on, and may have begun something.
            if (loop.home.waits.close()) cancelInRounds(loop)
            // Asked before the timers go: what ends with its timer was cut off as well.
            stillWaiting = loop.allTasks()
        }
        abandonTheRest(loop, stillWaiting)
    } finally {
        loop.home.dispatcher.letGo()
    }
    loop.home.workers.shutdown()
    loop.home.unread.reportAll()
}

/**
 * Later rounds find the tasks that cleanup has created, and those that were asked before the close
 * and had a round to show that they were still ending.
 */
private fun cancelInRounds(loop: CoroutineEventLoop) {
    val asked = HashSet<Task<*>>()
    repeat(CLEANUP_ROUNDS) { round ->
        val before = asked.size
        for (task in loop.allTasks().awaitedLast()) {
            // Not asked before, nor in this round by one that awaits it.
            if ((round == 0 && task.cancelling() > 0) || !asked.add(task)) continue
            task.cancel("EventLoop '${loop.name()}' was closed")
        }
        loop.core.hosting.driveUntilQuiet(CLEANUP_TURNS)
        if (round > 0 && asked.size == before) return
    }
}

/**
 * One of those that still waited may have ended by itself meanwhile, by what another thread did: with
 * a value or a failure of its own it has not been cut off.
 */
private fun abandonTheRest(loop: CoroutineEventLoop, stillWaiting: Set<Task<*>>) {
    for (task in (stillWaiting + loop.allTasks()).filter { !it.isDone || it.isCancelled }) {
        task as EngineTask<*>
        val message = "EventLoop '${loop.name()}' was closed, but $task had not ended: abandoned."
        task.abandon()
        loop.home.report(message, null, task)
    }
}

/** How much cleanup a closing loop gives; code that yields or makes tasks for ever ends. */
private const val CLEANUP_ROUNDS = 100
private const val CLEANUP_TURNS = 10_000
