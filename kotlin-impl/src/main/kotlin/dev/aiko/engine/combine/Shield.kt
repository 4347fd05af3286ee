package dev.aiko.engine.combine

import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Leaver
import dev.aiko.engine.task.WaiterLine
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.leave
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.wakeWhenDone
import java.util.concurrent.CompletableFuture

/** The outcome of [inner] for whoever must not cancel it. */
internal class Shield<T>(
    home: Home,
    private val inner: CompletableFuture<T>
) : EnginePromise<T>(home),
    Leaver {
    @Volatile
    override var hasLeft = false

    fun begin(): Shield<T> {
        if (!inner.wakeWhenDone(this)) copyOutcome()
        return this
    }

    override fun wake() {
        home.nested(::copyOutcome)
    }

    private fun copyOutcome() {
        val failure = inner.failure()
        if (failure == null) complete(inner.outcome()) else completeExceptionally(failure)
    }

    override fun unneeded(reason: String?) {
        (inner as? WaiterLine)?.leave(this)
        reportIfLost(home, inner)
    }
}
