package dev.aiko.behaviour.suspending.guide

import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

// What the examples of the guide do: work that takes its time.

suspend fun brew(what: String, time: Int): String {
    delay(time.seconds)
    return what
}

suspend fun spill(what: String, time: Int): String {
    delay(time.seconds)
    throw SpilledException(what)
}

class SpilledException(what: String) : Exception("$what is on the floor")
