package dev.aiko.engine

import dev.aiko.engine.debug.Reports
import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.task.Task
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** The end of a run: tasks first, then other coroutines, sequences, the pool, then the loop. */
internal fun closeDown(loop: EventLoop) {
    try {
        if (!loop.isClosed) {
            endTasks(loop)
            endGuests(loop)
            endSequences(loop)
            endPool(loop)
        }
    } finally {
        loop.close()
    }
}

/** Cancels what is left and waits for it, however long its cleanup takes. */
private fun endTasks(loop: EventLoop) {
    val left = loop.allTasks() - makersOn(loop)
    if (left.isEmpty()) return
    left.forEach { it.cancel("the run is over") }
    val ends = left.map { task -> task.handle { _, failure -> reportFailure(loop, task, failure) } }
    loop.runUntilComplete(CompletableFuture.allOf(*ends.toTypedArray()))
}

/** Scopes and coroutines that are no tasks have all the time for cleanup as well. */
private fun endGuests(loop: EventLoop) {
    val left = (loop as? CoroutineEventLoop)?.guests?.cancel("the run is over").orEmpty()
    if (left.isEmpty()) return
    val ends = left.map { job ->
        CompletableFuture<Unit>().also { end -> job.invokeOnCompletion { end.complete(Unit) } }
    }
    loop.runUntilComplete(CompletableFuture.allOf(*ends.toTypedArray()))
}

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
