package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.combine.StaggeredRace
import dev.aiko.engine.task.awaitSuspending
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** Waits for all of them; see `Aiko.gather`. */
@JvmSynthetic
public suspend fun <T> awaitAll(vararg stages: CompletionStage<out T>): List<T> =
    stages.asList().awaitAll()

/** [awaitAll] of a collection. */
@JvmSynthetic
public suspend fun <T> Collection<CompletionStage<out T>>.awaitAll(): List<T> =
    awaitSuspending(Aiko.gather(this))

/**
 * Runs the blocks at the same time, each as a task, until one has a value; the others are cancelled,
 * and their end is waited for.
 *
 * @throws dev.aiko.scope.TaskGroupException with all failures when none of them has a value
 * @throws IllegalArgumentException when there is no block
 */
@JvmSynthetic
public suspend fun <T> race(vararg blocks: suspend CoroutineScope.() -> T): T =
    awaitSuspending(Aiko.race(blocks.map { task(block = it) }))

/**
 * Starts one block after the other until one has a value: the next when the one before fails, or when
 * [delay] has passed; null to go on after a failure only. The others are cancelled then, and their end
 * is waited for.
 */
@JvmSynthetic
public suspend fun <T> staggeredRace(
    delay: Duration?,
    vararg blocks: suspend CoroutineScope.() -> T
): StaggeredRace<T> {
    val starters = blocks.map { block -> Supplier<CompletionStage<T>> { task(block = block) } }
    return awaitSuspending(Aiko.staggeredRace(delay?.toJavaDuration(), starters))
}
