package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.scope.TaskGroupException
import io.kotest.assertions.throwables.shouldThrow
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlin.time.Duration

/** The failures of the one group that [block] opens. */
suspend fun failuresOf(block: suspend () -> Unit): List<Throwable> =
    shouldThrow<TaskGroupException> { block() }.failures()

/** Waits for its cancellation, writes it down, and ends by it. */
suspend fun Trail.untilCancelled(name: String): Nothing = try {
    awaitCancellation()
} catch (e: CancellationException) {
    add("$name is cancelled")
    throw e
}

/** Waits for its cancellation and takes that much time to clean up. */
suspend fun cleaningUpFor(time: Duration, then: () -> Unit = {}): Nothing = try {
    awaitCancellation()
} finally {
    withContext(NonCancellable) { delay(time) }
    then()
}
