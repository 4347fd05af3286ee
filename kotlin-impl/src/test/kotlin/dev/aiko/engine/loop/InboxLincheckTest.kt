package dev.aiko.engine.loop

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation

class InboxLincheckTest :
    StringSpec({
        "pushes from everywhere and drains of the driver take place one after the other" {
            ModelCheckingOptions()
                .iterations(12)
                .invocationsPerIteration(1_000)
                .check(InboxInUse::class.java)
        }
    })

/** The inbox as it is used: everybody pushes, one thread at a time drains, sleeps and closes. */
class InboxInUse {
    private val inbox = Inbox()

    @Operation
    fun push(item: Int): String = inbox.push(item).name

    @Operation(nonParallelGroup = "driver")
    fun drain(): List<Any> = buildList { inbox.drain(::add) }

    @Operation(nonParallelGroup = "driver")
    fun beginSleep(): Boolean = inbox.beginSleep()

    @Operation(nonParallelGroup = "driver")
    fun endSleep() = inbox.endSleep()

    @Operation(nonParallelGroup = "driver")
    fun close(): List<Any> = buildList { inbox.close(::add) }
}
