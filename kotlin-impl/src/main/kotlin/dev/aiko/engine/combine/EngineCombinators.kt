package dev.aiko.engine.combine

import dev.aiko.combine.Completions
import dev.aiko.combine.Outcome
import dev.aiko.combine.ReturnWhen
import dev.aiko.combine.StaggeredRace
import dev.aiko.combine.Waited
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.WrappedStage
import dev.aiko.engine.task.presentHome
import dev.aiko.spi.Combinators
import dev.aiko.task.LoopFuture
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/**
 * The door to this room: checks what comes in, and begins.
 *
 * @param given the loop of a coroutine that calls; null for the one that is found here
 */
internal class EngineCombinators(private val given: Home?) : Combinators {
    override fun <T> gather(stages: Collection<CompletionStage<out T>>): LoopFuture<List<T>> =
        Gather(homeFor(stages), stages.futures()).begin()

    override fun <T> gatherSettled(
        stages: Collection<CompletionStage<out T>>
    ): LoopFuture<List<Outcome<T>>> = GatherSettled(homeFor(stages), stages.futures()).begin()

    override fun <S : CompletionStage<*>> waitUntil(
        condition: ReturnWhen,
        limit: Duration?,
        stages: Collection<S>
    ): LoopFuture<Waited<S>> {
        require(stages.isNotEmpty()) {
            "waitUntil has no stages; give it at least one to wait for."
        }
        return WaitUntil(homeFor(stages), condition, stages).begin(limit?.saturatedNanos())
    }

    override fun <S : CompletionStage<out T>, T> asCompleted(
        stages: Collection<S>,
        limit: Duration?
    ): Completions<S, T> =
        AsCompleted<S, T>(homeFor(stages), stages, limit?.saturatedNanos()).begin()

    override fun <T> race(stages: Collection<CompletionStage<out T>>): LoopFuture<T> {
        require(stages.isNotEmpty()) { "race has no stages; give it at least one that can win." }
        return Race(homeFor(stages), stages.futures()).begin()
    }

    override fun <T> staggeredRace(
        delay: Duration?,
        starters: Collection<Supplier<out CompletionStage<out T>>>
    ): LoopFuture<StaggeredRace<T>> =
        Relay(homeFor(emptyList()), starters.toList(), delay?.saturatedNanos(), Ambient.toShare())
            .begin()

    override fun <T> shield(stage: CompletionStage<T>): LoopFuture<T> {
        val inner = stage.toCompletableFuture()
        if (inner is LoopFuture<T> && inner.isDone) return inner
        val home = homeFor(listOf(stage))
        return if (inner.isDone) WrappedStage(home, inner) else Shield(home, inner).begin()
    }

    override fun <T> waitFor(
        stage: CompletionStage<T>,
        limit: Duration,
        abandons: Boolean
    ): LoopFuture<T> =
        WaitFor(
            homeFor(listOf(stage)),
            stage.toCompletableFuture(),
            limit.saturatedNanos(),
            abandons
        )
            .begin()

    private fun <T> Collection<CompletionStage<out T>>.futures(): List<CompletableFuture<out T>> =
        map { it.toCompletableFuture() }

    /** The loop that is to own what comes out; at last that of the first stage that has one. */
    private fun homeFor(stages: Collection<Any>): Home =
        given
            ?: presentHome()
            ?: stages.firstNotNullOfOrNull { (it as? EngineFuture)?.home }
            ?: error(
                "No event loop is running on thread ${Thread.currentThread().name}, and no stage " +
                    "belongs to one; call this from a task or callback."
            )

    companion object {
        /** For Java, and for callers that suspend nowhere. */
        val HERE = EngineCombinators(null)
    }
}
