package dev.aiko.behaviour.suspending.sequence

import dev.aiko.behaviour.Trail
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Counts from one, a second for each number, and takes a minute to clean up. */
fun countingFlow(trail: Trail): Flow<Int> = flow {
    trail.add("begins")
    try {
        for (number in generateSequence(1, Int::inc)) {
            delay(1.seconds)
            trail.add("makes $number")
            emit(number)
        }
    } finally {
        withContext(NonCancellable) { delay(1.minutes) }
        trail.add("is clean")
    }
}
