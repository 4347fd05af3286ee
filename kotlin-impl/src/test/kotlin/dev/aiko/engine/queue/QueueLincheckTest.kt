package dev.aiko.engine.queue

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param

class QueueLincheckTest :
    StringSpec({
        "with room for one: every item that was put is had once, and in order" {
            ModelCheckingOptions()
                .iterations(3)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .check(QueueForOne::class.java)
        }

        "without a limit, where a getter may give up: what it does not take stays in front" {
            ModelCheckingOptions()
                .iterations(3)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .check(EndlessQueue::class.java)
        }
    })

/** Putting and getting wait for each other. */
@Param(name = "item", gen = IntGen::class, conf = "1:9")
class QueueForOne {
    private val queue = EngineQueue<Int>(1, FirstInFirstOut())

    @Operation(cancellableOnSuspension = false)
    suspend fun put(@Param(name = "item") item: Int) = queue.putHere(item)

    @Operation(cancellableOnSuspension = false)
    suspend fun get(): Int = queue.getHere()

    @Operation
    fun tryPut(@Param(name = "item") item: Int): Boolean = queue.tryPut(item)

    @Operation
    fun tryGet(): Int? = queue.tryGet()
}

/**
 * Only getting waits, and may be given up while it does. What was given up after the item came is no
 * part of it: for a moment nobody has that item, which no order of the calls can explain.
 */
@Param(name = "item", gen = IntGen::class, conf = "1:9")
class EndlessQueue {
    private val queue = EngineQueue<Int>(0, FirstInFirstOut())

    @Operation
    fun put(@Param(name = "item") item: Int): Boolean = queue.tryPut(item)

    @Operation(cancellableOnSuspension = true)
    suspend fun get(): Int = queue.getHere()

    @Operation
    fun tryGet(): Int? = queue.tryGet()

    @Operation
    fun shutdown() = queue.shutdown()
}
