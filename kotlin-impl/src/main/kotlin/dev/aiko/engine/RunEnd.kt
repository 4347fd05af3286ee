package dev.aiko.engine

import dev.aiko.engine.debug.Reports
import dev.aiko.engine.task.EngineTask
import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.task.Task
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** The end of a run: coroutines and tasks first, then sequences, the pool, then the loop. */
internal fun closeDown(loop: EventLoop) {
    try {
        if (!loop.isClosed) {
            endWork(loop)
            endSequences(loop)
            endPool(loop)
        }
    } finally {
        loop.close()
    }
}

/**
 * Cancels what is left and waits for it, however long its cleanup takes.
 *
 * Coroutines that are no tasks are asked before the tasks: one that awaits a task would take the
 * cancellation of that for somebody else's. What they have asked already is not asked twice.
 */
private fun endWork(loop: EventLoop) {
    val tasks = loop.allTasks() - makersOn(loop)
    val asked = tasks.associateWith { it.cancelling() }
    val guests = (loop as? CoroutineEventLoop)?.guests?.cancel(OVER).orEmpty()
    for (task in tasks.awaitedLast()) if (task.cancelling() == asked[task]) task.cancel(OVER)
    val ends =
        tasks.map { task -> task.handle { _, failure -> reportFailure(loop, task, failure) } } +
            guests.map { job ->
                CompletableFuture<Unit>().also { job.invokeOnCompletion { _ -> it.complete(Unit) } }
            }
    if (ends.isNotEmpty()) loop.runUntilComplete(CompletableFuture.allOf(*ends.toTypedArray()))
}

/** So that a task in a row is asked by the one that awaits it, and not by each of those above too. */
internal fun Collection<Task<*>>.awaitedLast(): List<Task<*>> =
    sortedBy { (it as EngineTask<*>).isAwaited }

private const val OVER = "the run is over"

/** What a `for` has left open, and the cleanup of it. */
private fun endSequences(loop: EventLoop) {
    if (makersOn(loop).isNotEmpty()) loop.runUntilComplete(loop.shutdownAsyncGenerators())
}

private fun makersOn(loop: EventLoop): Set<Task<*>> =
    (loop as? CoroutineEventLoop)?.home?.sequences?.makers.orEmpty()

private fun reportFailure(
    loop: EventLoop,
    task: Task<*>,
    failure: Throwable?
) {
    if (failure == null || failure is CancellationException) return
    val message = "A task failed while the run shut down: '${task.name()}'"
    loop.callExceptionHandler(ErrorReport(message, failure, task, null, null))
}

private fun endPool(loop: EventLoop) {
    if (loop !is CoroutineEventLoop) return
    val workers = loop.home.workers
    workers.shutdown()
    if (!workers.awaitEnd(POOL_MINUTES, TimeUnit.MINUTES)) {
        Reports.warn(
            "Jobs in the default executor of $loop did not end within $POOL_MINUTES minutes; leaving them."
        )
    }
}

/** Whether this is a thread of the loop's default executor, which the end of the loop waits for. */
internal fun EventLoop.isOnItsPool(): Boolean =
    (this as? CoroutineEventLoop)?.home?.workers?.isMine() == true

private const val POOL_MINUTES = 5L
