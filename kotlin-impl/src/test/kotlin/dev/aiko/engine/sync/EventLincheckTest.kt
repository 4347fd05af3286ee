package dev.aiko.engine.sync

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation

class EventLincheckTest :
    StringSpec({
        "a set wakes all who wait, and none who comes after a clear" {
            ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .threads(2)
                .check(EventInUse::class.java)
        }
    })

class EventInUse {
    private val event = EngineEvent()

    @Operation(cancellableOnSuspension = true, promptCancellation = true)
    suspend fun await() = event.awaitHere()

    @Operation
    fun set() = event.set()

    @Operation
    fun clear() = event.clear()

    @Operation
    fun isSet(): Boolean = event.isSet()
}
