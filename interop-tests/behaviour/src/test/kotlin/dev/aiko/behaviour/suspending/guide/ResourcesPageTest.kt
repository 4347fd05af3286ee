package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.use
import dev.aiko.scope.AsyncCloseable
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

private val trail = Trail()

class Stove(val name: String) : AsyncCloseable {
    suspend fun cook(what: String, time: Int): String = brew("$what from $name", time)

    // cooling down takes a second
    override fun closeAsync(): CompletionStage<*> =
        Aiko.sleep(1.seconds.toJavaDuration()).thenRun { trail.add("a cold stove") }
}

suspend fun supper(): String = Stove("the stove").use { stove -> stove.cook("soup", 2) }

/** The Kotlin code of docs/guide/resources.md. */
class ResourcesPageTest :
    StringSpec({
        "the stove is cold before we go" {
            inTask {
                val before = trail.steps().size
                elapsed { supper() shouldBe "soup from the stove" } shouldBe 3.seconds
                trail.steps().size shouldBe before + 1
            }
        }

        "a time limit waits for the closing" {
            inTask {
                val before = trail.steps().size
                elapsed {
                    shouldThrow<TimeoutException> { timeout(1.seconds) { supper() } }
                } shouldBe 2.seconds
                trail.steps().size shouldBe before + 1
            }
        }
    })
