package dev.aiko.engine.combine

import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
import java.util.concurrent.CompletableFuture

/** The outcome of [inner] for whoever must not cancel it. */
internal class Shield<T>(
    home: Home,
    private val inner: CompletableFuture<T>
) : EnginePromise<T>(home) {
    private val part =
        Part(home, inner) {
            val failure = inner.failure()
            if (failure == null) complete(inner.outcome()) else completeExceptionally(failure)
        }

    fun begin(): Shield<T> = apply { part.watch() }

    override fun unneeded(reason: String?) {
        part.leave()
        reportIfLost(home, inner)
    }
}
