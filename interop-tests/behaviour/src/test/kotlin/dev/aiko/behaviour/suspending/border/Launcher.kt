package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Kotlin code that wants a scope, which nobody wrote for Java. */
object Launcher {
    suspend fun work(trail: Trail) {
        try {
            delay(1.hours)
        } finally {
            withContext(NonCancellable) { delay(1.seconds) }
            trail.add("Kotlin is clean")
        }
    }

    fun launchWork(scope: CoroutineScope, trail: Trail): Job = scope.launch { work(trail) }

    fun launchNothing(scope: CoroutineScope): Job = scope.launch { }

    fun launchWhereAmI(scope: CoroutineScope, trail: Trail): Job =
        scope.launch { trail.add("on ${Aiko.runningLoop().name()}") }

    fun launchFailing(scope: CoroutineScope, failure: Throwable) {
        scope.launch { throw failure }
    }
}
