package dev.aiko.engine.sync

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param

class SemaphoreLincheckTest :
    StringSpec({
        "permits go to the first in line who can be served" {
            ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(150)
                .threads(2)
                .check(SemaphoreInUse::class.java)
        }
    })

/** Two permits, taken one by one or together. */
@Param(name = "count", gen = IntGen::class, conf = "1:2")
class SemaphoreInUse {
    private val semaphore = EngineSemaphore(2, null)

    @Operation(cancellableOnSuspension = false)
    suspend fun acquire(@Param(name = "count") count: Int) = semaphore.acquireHere(count)

    @Operation
    fun tryAcquire(@Param(name = "count") count: Int): Boolean = semaphore.tryAcquire(count)

    @Operation
    fun release(@Param(name = "count") count: Int) = semaphore.release(count)
}
