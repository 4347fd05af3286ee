package dev.aiko.coroutines

import dev.aiko.combine.Outcome
import dev.aiko.combine.ReturnWhen
import dev.aiko.combine.StaggeredRace
import dev.aiko.combine.Waited
import dev.aiko.engine.combine.EngineCombinators
import dev.aiko.engine.scope.home
import dev.aiko.engine.scope.homeOrNull
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** Waits for all of them; see `Aiko.gather`. */
@JvmSynthetic
public suspend fun <T> awaitAll(vararg stages: CompletionStage<out T>): List<T> =
    stages.asList().awaitAll()

/** [awaitAll] of a collection. */
@JvmSynthetic
public suspend fun <T> Collection<CompletionStage<out T>>.awaitAll(): List<T> =
    awaitSuspending(coroutineContext.combinators().gather(this))

/** Waits for all of them and says how each has ended; see `Aiko.gatherSettled`. */
@JvmSynthetic
public suspend fun <T> awaitAllSettled(vararg stages: CompletionStage<out T>): List<Outcome<T>> =
    stages.asList().awaitAllSettled()

/** [awaitAllSettled] of a collection. */
@JvmSynthetic
public suspend fun <T> Collection<CompletionStage<out T>>.awaitAllSettled(): List<Outcome<T>> =
    awaitSuspending(coroutineContext.combinators().gatherSettled(this))

/**
 * Waits until enough of them are done, and says which; see `Aiko.waitUntil`. Cancelling the wait
 * leaves them alone.
 *
 * @throws IllegalArgumentException when there is no stage to wait for
 */
@JvmSynthetic
public suspend fun <S : CompletionStage<*>> waitUntil(
    condition: ReturnWhen,
    vararg stages: S
): Waited<S> = waitUntil(condition, stages.asList())

/** [waitUntil] of a collection, for at most so long; what is not done then is pending. */
@JvmSynthetic
public suspend fun <S : CompletionStage<*>> waitUntil(
    condition: ReturnWhen,
    stages: Collection<S>,
    limit: Duration? = null
): Waited<S> =
    awaitSuspending(
        coroutineContext.combinators().waitUntil(condition, limit?.toJavaDuration(), stages)
    )

/**
 * Waits for the stage as one who must not cancel it: cancelling this coroutine ends the wait and
 * leaves the stage alone; see `Aiko.shield`.
 */
@JvmSynthetic
public suspend fun <T> shield(stage: CompletionStage<T>): T =
    awaitSuspending(coroutineContext.combinators().shield(stage))

/**
 * Runs the blocks at the same time, each as a task, until one has a value; the others are cancelled,
 * and their end is waited for.
 *
 * @throws dev.aiko.scope.TaskGroupException with all failures when none of them has a value
 * @throws IllegalArgumentException when there is no block
 */
@JvmSynthetic
public suspend fun <T> race(vararg blocks: suspend CoroutineScope.() -> T): T =
    race(blocks.asList())

/** [race] of a collection. */
@JvmSynthetic
public suspend fun <T> race(blocks: Collection<suspend CoroutineScope.() -> T>): T {
    val tasks = coroutineContext.starters(blocks).map { it.get() }
    return awaitSuspending(coroutineContext.combinators().race(tasks))
}

/**
 * Starts one block after the other until one has a value: the next when the one before fails, or when
 * [delay] has passed; null to go on after a failure only. The others are cancelled then, and their end
 * is waited for.
 */
@JvmSynthetic
public suspend fun <T> staggeredRace(
    delay: Duration?,
    vararg blocks: suspend CoroutineScope.() -> T
): StaggeredRace<T> = staggeredRace(delay, blocks.asList())

/** [staggeredRace] of a collection. */
@JvmSynthetic
public suspend fun <T> staggeredRace(
    delay: Duration?,
    blocks: Collection<suspend CoroutineScope.() -> T>
): StaggeredRace<T> =
    awaitSuspending(
        coroutineContext.combinators()
            .staggeredRace(delay?.toJavaDuration(), coroutineContext.starters(blocks))
    )

/** Each makes a task of its block, which inherits from this coroutine, whenever it starts. */
private fun <T> CoroutineContext.starters(
    blocks: Collection<suspend CoroutineScope.() -> T>
): List<Supplier<CompletionStage<T>>> {
    val home = home()
    return blocks.map { block ->
        Supplier { home.maker.create(TaskOptions.none(), SuspendBody(this, block)) }
    }
}

private fun CoroutineContext.combinators() = EngineCombinators(homeOrNull())
