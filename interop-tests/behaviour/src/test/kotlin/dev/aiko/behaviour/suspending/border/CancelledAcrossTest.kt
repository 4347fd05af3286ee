package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** What each language makes of the cancellation of a task that the other one wrote. */
class CancelledAcrossTest :
    StringSpec({
        "a Java task that swallows the cancel keeps its value, and its Kotlin awaiter ends" {
            inTask {
                val java = Aiko.createTask(
                    Callable {
                        try {
                            Aiko.await(Aiko.sleep(1.hours.toJavaDuration()))
                            "slept"
                        } catch (_: CancellationException) {
                            "swallowed"
                        }
                    }
                )
                val kotlin = task { java.await() }
                delay(1.seconds)
                kotlin.cancel(false)
                kotlin.end()
                java.result() shouldBe "swallowed"
                kotlin.isCancelled shouldBe true
            }
        }

        "TASK-15 a Java awaiter may swallow the cancel of its Kotlin task" {
            inTask {
                val kotlin = task { awaitCancellation() }
                val java = Aiko.createTask(
                    Callable {
                        try {
                            Aiko.await(kotlin)
                            "never"
                        } catch (cancelled: CancellationException) {
                            "swallowed: ${cancelled.message}"
                        }
                    }
                )
                delay(1.seconds)
                java.cancel("enough")
                java.await() shouldBe "swallowed: enough"
                kotlin.isCancelled shouldBe true
            }
        }

        "TASK-21 a Java task that somebody cancelled is a failure of its own kind in Kotlin" {
            inTask {
                val java = Aiko.createTask { Aiko.await(Aiko.sleep(1.hours.toJavaDuration())) }
                Aiko.runningLoop().callLater(1.seconds.toJavaDuration()) {
                    java.cancel("not needed")
                }
                val failure = shouldThrow<TaskCancelledException> { java.await() }
                failure.cause?.message shouldBe "not needed"
                elapsed { delay(1.seconds) } shouldBe 1.seconds
            }
        }

        "TASK-21 a Kotlin task that somebody cancelled is a plain cancellation in Java" {
            inTask {
                val kotlin = task { awaitCancellation() }
                val java = Aiko.createTask { Aiko.await(kotlin) }
                delay(1.seconds)
                kotlin.cancel("not needed")
                java.end()
                java.isCancelled shouldBe true
                java.cancelling() shouldBe 0
                shouldThrow<CancellationException> { java.result() }.message shouldBe "not needed"
            }
        }
    })
