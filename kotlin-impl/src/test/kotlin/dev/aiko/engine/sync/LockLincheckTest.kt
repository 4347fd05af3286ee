package dev.aiko.engine.sync

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation
import java.util.concurrent.atomic.AtomicBoolean

class LockLincheckTest :
    StringSpec({
        "a lock goes from one to the next, also when those who wait give up at any moment" {
            ModelCheckingOptions()
                .iterations(6)
                .invocationsPerIteration(150)
                .threads(2)
                .check(LockInUse::class.java)
        }
    })

/** A lock that is given back only by those who have it. */
class LockInUse {
    private val lock = EngineLock()
    private val isHeld = AtomicBoolean()

    @Operation(cancellableOnSuspension = true, promptCancellation = true)
    suspend fun acquire() {
        lock.acquireHere()
        isHeld.set(true)
    }

    @Operation
    fun release(): Boolean = isHeld.getAndSet(false).also { if (it) lock.release() }
}
