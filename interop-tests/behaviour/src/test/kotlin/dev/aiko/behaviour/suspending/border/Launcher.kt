package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.context.ContextVar
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
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

    /** Takes what it finds in [order] into a wait, beside what it sets there itself. */
    fun orderIn(scope: CoroutineScope, order: ContextVar<String>): Deferred<String> = scope.async {
        val found = order.get()
        order.set("$found with salt")
        delay(1.seconds)
        order.get()
    }

    fun launchFailing(scope: CoroutineScope, failure: Throwable) {
        scope.launch { throw failure }
    }
}
