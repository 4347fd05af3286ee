package dev.aiko.demo

import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

// The ten lines of the README.

suspend fun brew(what: String, time: Int): String {
    delay(time.seconds)
    return what
}

suspend fun tea() {
    val tea = task { brew("tea", 2) }
    val cake = brew("cake", 1)
    println("$cake ${tea.await()}")
}

fun main() {
    runAiko { tea() }
}
