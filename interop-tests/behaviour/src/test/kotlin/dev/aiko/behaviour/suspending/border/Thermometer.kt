package dev.aiko.behaviour.suspending.border

import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow

/** Kotlin that shows what changes in it as hot flows. */
class Thermometer {
    private val degrees = MutableStateFlow(20)
    private val rings = MutableSharedFlow<String>(extraBufferCapacity = 8)

    val temperature: StateFlow<Int> = degrees.asStateFlow()
    val alarms: SharedFlow<String> = rings.asSharedFlow()

    /** Who looks at it at the moment. */
    val observers: Int get() = degrees.subscriptionCount.value + rings.subscriptionCount.value

    fun set(now: Int) {
        degrees.value = now
        if (now > 30) rings.tryEmit("$now degrees")
    }
}
