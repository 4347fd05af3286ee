package dev.aiko.engine.combine

import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** The outcome of [inner] for whoever must not cancel it. */
internal class Shield<T>(
    home: Home,
    private val inner: CompletableFuture<T>
) : EnginePromise<T>(home),
    Waiter {
    fun begin(): Shield<T> {
        if (!inner.wakeWhenDone(this)) copyOutcome()
        return this
    }

    override fun wake() {
        home.nested(::copyOutcome)
    }

    private fun copyOutcome() {
        val failure = inner.failure()
        when {
            failure == null -> complete(inner.outcome())

            completeExceptionally(failure) -> {}

            // Given up before, by a cancel or a time limit.
            failure !is CancellationException -> reportLost(failure)
        }
    }

    /** Whoever waited has gone, so nobody else would hear of it. */
    private fun reportLost(failure: Throwable) =
        home.report(
            "$inner failed after the shield around it was cancelled.",
            failure,
            inner as? LoopFuture<*>
        )
}
