package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

class SelfCancelTest :
    StringSpec({
        "TASK-18 in Kotlin, too, a task that cancels itself runs on to its next suspension" {
            inTask {
                val trail = Trail()
                val child = task {
                    Aiko.currentTask()!!.cancel("myself") shouldBe true
                    trail.add("still running")
                    try {
                        delay(1.hours)
                    } catch (e: CancellationException) {
                        trail.add("cancelled: ${e.message}")
                        throw e
                    }
                }
                elapsed { child.end() } shouldBe Duration.ZERO
                trail.steps() shouldBe listOf("still running", "cancelled: myself")
                child.isCancelled shouldBe true
            }
        }

        "TASK-18 a future that is never completed does not hold it up" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                val child = task {
                    Aiko.currentTask()!!.cancel(false)
                    future.await()
                }
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "TASK-19 in Kotlin, too, a task that cancels itself and returns loses its value" {
            inTask {
                val child = task {
                    Aiko.currentTask()!!.cancel("myself")
                    "lost"
                }
                child.end()
                child.isCancelled shouldBe true
                shouldThrow<CancellationException> { child.result() }.message shouldBe "myself"
            }
        }

        "a body that cancels its own scope is cancelled as by its task" {
            inTask {
                val child = task<Unit> {
                    cancel("my scope")
                    awaitCancellation()
                }
                child.end()
                child.isCancelled shouldBe true
                shouldThrow<CancellationException> { child.result() }.message shouldBe "my scope"
            }
        }
    })
