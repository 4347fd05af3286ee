package dev.aiko.engine.sync

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation

class BarrierLincheckTest :
    StringSpec({
        "as many as its parties pass together, each with a place of its own" {
            ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .threads(2)
                .check(BarrierInUse::class.java)
        }
    })

/** A barrier for two, which is broken and mended meanwhile. */
class BarrierInUse {
    private val barrier = EngineBarrier(2)

    @Operation(cancellableOnSuspension = false)
    suspend fun await(): Int = barrier.awaitHere()

    @Operation
    fun reset() = barrier.reset()

    @Operation
    fun abort() = barrier.abort()

    @Operation
    fun isBroken(): Boolean = barrier.isBroken()
}
