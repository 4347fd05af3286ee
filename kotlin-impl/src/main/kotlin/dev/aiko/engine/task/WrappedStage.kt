package dev.aiko.engine.task

import java.util.concurrent.CompletableFuture

/** A stage from elsewhere as a future of this loop: completes on the loop, passes cancelling on. */
internal class WrappedStage<T>(
    home: Home,
    private val source: CompletableFuture<T>
) : EnginePromise<T>(home),
    Waiter {
    init {
        if (!source.wakeWhenDone(this)) copyOutcome()
    }

    override fun wake() {
        if (!home.core.post(Runnable(::copyOutcome))) copyOutcome()
    }

    private fun copyOutcome() {
        val failure = source.failure()
        if (failure == null) complete(source.outcome()) else completeExceptionally(failure)
    }

    override fun unneeded(reason: String?) {
        source.giveUp(reason)
    }
}
