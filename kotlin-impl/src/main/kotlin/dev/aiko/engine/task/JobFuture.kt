package dev.aiko.engine.task

import dev.aiko.engine.executor.Workers
import java.util.concurrent.Callable
import java.util.concurrent.Executor
import java.util.concurrent.RejectedExecutionException

/**
 * A call on its way through an executor, and the future of its outcome on the loop.
 *
 * Cancelled before a thread takes it, it does not start; later its outcome is dropped.
 */
internal class JobFuture<T>(
    home: Home,
    private val call: Callable<T>
) : EnginePromise<T>(home),
    Runnable {
    override fun run() {
        if (isDone) return
        try {
            complete(call.call())
        } catch (failure: Throwable) {
            completeExceptionally(failure)
        }
    }

    fun startOn(executor: Executor): JobFuture<T> {
        try {
            executor.execute(this)
        } catch (refused: RejectedExecutionException) {
            if (executor is Workers) throw IllegalStateException(refused.message, refused)
            completeExceptionally(refused)
        }
        return this
    }
}
