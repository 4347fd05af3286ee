package dev.aiko.engine.task

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation

class CancelBookLincheckTest :
    StringSpec({
        "a request comes before the end and decides it, or after and is refused" {
            ModelCheckingOptions()
                .iterations(12)
                .invocationsPerIteration(1_000)
                .check(BookInUse::class.java)
        }
    })

/** The book as it is used: everybody asks, the driver delivers and seals. */
class BookInUse {
    private val book = CancelBook()

    @Operation
    fun ask(): Boolean = book.ask(CancelRequest("enough"))

    @Operation
    fun takeBack(): Int = book.takeBack()

    @Operation(nonParallelGroup = "driver")
    fun isOpen(): Boolean = book.isOpen()

    @Operation(nonParallelGroup = "driver")
    fun take(): Boolean = book.deliver().isNotEmpty()

    @Operation(nonParallelGroup = "driver")
    fun seal(): Boolean = book.seal()
}
