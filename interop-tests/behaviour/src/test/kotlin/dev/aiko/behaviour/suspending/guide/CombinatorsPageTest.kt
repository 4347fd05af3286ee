package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko.asCompleted
import dev.aiko.Aiko.gather
import dev.aiko.Aiko.gatherSettled
import dev.aiko.Aiko.race
import dev.aiko.Aiko.shield
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.combine.Outcome
import dev.aiko.combine.ReturnWhen.FIRST_COMPLETED
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.waitFor
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

suspend fun order(): List<String> {
    val tea = task { brew("tea", 2) }
    val cake = task { brew("cake", 1) }
    return gather(tea, cake).await()
}

suspend fun tally(): String {
    val tea = task { brew("tea", 2) }
    val milk = task { spill("milk", 1) }
    return gatherSettled(tea, milk).await().joinToString { outcome ->
        when (outcome) {
            is Outcome.Succeeded -> "${outcome.value} is ready"
            is Outcome.Failed -> "${outcome.failure.message}"
            is Outcome.Cancelled -> "nobody wants it"
        }
    }
}

suspend fun asTheyCome(): List<String> {
    val tea = task { brew("tea", 2) }
    val cake = task { brew("cake", 1) }
    return asCompleted(tea, cake).asFlow().map { it.await() }.toList()
}

suspend fun patience(tea: Task<String>): String =
    try {
        waitFor(shield(tea), 1.seconds)
    } catch (late: TimeoutException) {
        "I go, but the tea goes on"
    }

/** The Kotlin code of docs/guide/combinators.md. */
class CombinatorsPageTest :
    StringSpec({
        "values come in the order of the arguments" {
            inTask { elapsed { order() shouldBe listOf("tea", "cake") } shouldBe 2.seconds }
        }

        "a failure of one leaves the others alone" {
            inTask {
                val milk = task { spill("milk", 1) }
                val tea = task { brew("tea", 2) }
                shouldThrow<SpilledException> { gather(milk, tea).await() }
                tea.isDone shouldBe false
                tea.await() shouldBe "tea"
            }
        }

        "settled tells how each ended" {
            inTask { tally() shouldBe "tea is ready, milk is on the floor" }
        }

        "the first to be ready is the first to come" {
            inTask { asTheyCome() shouldBe listOf("cake", "tea") }
        }

        "waiting for the first leaves the others to you" {
            inTask {
                val tea = task { brew("tea", 2) }
                val cake = task { brew("cake", 1) }
                val waited = waitUntil(FIRST_COMPLETED, tea, cake).await()
                waited.done() shouldBe setOf(cake)
                waited.pending() shouldBe setOf(tea)
            }
        }

        "the first success wins" {
            inTask {
                val kettle = task { brew("tea", 2) }
                val samovar = task { brew("tea", 3) }
                elapsed { race(kettle, samovar).await() shouldBe "tea" } shouldBe 2.seconds
                samovar.isCancelled shouldBe true
            }
        }

        "a shield keeps the task from my limit" {
            inTask {
                val tea = task { brew("tea", 2) }
                patience(tea) shouldBe "I go, but the tea goes on"
                tea.await() shouldBe "tea"
            }
        }
    })
