package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** Whether [block] lets the loop make a turn, which it does exactly when it suspends. */
suspend fun suspends(block: suspend () -> Unit): Boolean {
    var turned = false
    Aiko.runningLoop().callSoon { turned = true }
    block()
    return turned
}

/** Lets everybody go as far as they can; the time is virtual. */
suspend fun settle() = delay(1.seconds)
