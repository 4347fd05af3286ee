package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.combine.StaggeredRace
import dev.aiko.coroutines.task
import dev.aiko.task.LoopFuture
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** A staggered race of tasks with these bodies. */
fun raceOf(
    delay: Duration?,
    vararg bodies: suspend CoroutineScope.() -> String
): LoopFuture<StaggeredRace<String>> = Aiko.staggeredRace(
    delay?.toJavaDuration(),
    bodies.map { body -> Supplier<CompletionStage<String>> { task { body() } } }
)
