package dev.aiko.engine.task

import io.kotest.core.spec.style.StringSpec
import org.jetbrains.lincheck.datastructures.IntGen
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.Operation
import org.jetbrains.lincheck.datastructures.Param
import java.util.concurrent.atomic.AtomicReference

class WaiterLineLincheckTest :
    StringSpec({
        "who joins in time is woken once, in order, unless he leaves before" {
            ModelCheckingOptions()
                .iterations(12)
                .invocationsPerIteration(1_000)
                .check(LineInUse::class.java)
        }
    })

/** A line of four waiters, who join and leave, until it closes. */
@Param(name = "who", gen = IntGen::class, conf = "0:3")
class LineInUse {
    private val line =
        object : WaiterLine {
            private val top = AtomicReference<Any?>()

            override val line: Any? get() = top.get()

            override fun casLine(seen: Any?, next: Any?): Boolean = top.compareAndSet(seen, next)
        }

    private val woken = AtomicReference<List<Int>>(emptyList())

    @Operation
    fun join(@Param(name = "who") who: Int): Boolean = line.join(Numbered(who))

    @Operation
    fun takeOut(@Param(name = "who") who: Int): Int =
        line.takeOut { (it as Numbered).number == who }

    @Operation(nonParallelGroup = "completer")
    fun close(): List<Int> {
        line.close(Ended.WITH_VALUE)
        return woken.get()
    }

    private inner class Numbered(val number: Int) : Waiter {
        override fun wake() {
            woken.updateAndGet { it + number }
        }
    }
}
