package dev.aiko.coroutines

import dev.aiko.combine.StaggeredRace
import dev.aiko.engine.combine.EngineCombinators
import dev.aiko.engine.scope.home
import dev.aiko.engine.scope.homeOrNull
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
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
    awaitSuspending(combinators().gather(this))

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
    val tasks = starters(blocks.toList()).map { it.get() }
    return awaitSuspending(combinators().race(tasks))
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
        combinators().staggeredRace(delay?.toJavaDuration(), starters(blocks.toList()))
    )

/** Each makes a task of its block, which inherits from this coroutine, whenever it starts. */
private suspend fun <T> starters(
    blocks: List<suspend CoroutineScope.() -> T>
): List<Supplier<CompletionStage<T>>> {
    val context = coroutineContext
    val home = context.home()
    return blocks.map { block ->
        Supplier { home.maker.create(TaskOptions.none(), SuspendBody(context, block)) }
    }
}

private suspend fun combinators() = EngineCombinators(coroutineContext.homeOrNull())
