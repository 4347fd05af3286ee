package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko.runningLoop
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.every
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

suspend fun stirring(): Long {
    val stirring = runningLoop().every(10.seconds) { brew("a stir", 1) }
    brew("soup", 35)
    stirring.stop()
    return stirring.runs()
}

suspend fun soup(): String = taskGroup {
    val stirring = task { runningLoop().every(10.seconds) { brew("a stir", 1) }.done().await() }
    val soup = brew("soup", 35)
    stirring.cancel("the soup is ready")
    soup
}

/** The Kotlin code of docs/guide/periodic.md. */
class PeriodicPageTest :
    StringSpec({
        "three stirs make a soup" {
            inTask { stirring() shouldBe 3 }
        }

        "periodic work of a group ends with it" {
            inTask {
                soup() shouldBe "soup"
                delay(60.seconds)
                runningLoop().allTasks().size shouldBe 1
            }
        }
    })
